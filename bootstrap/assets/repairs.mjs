/*
 * Faults that throw, or leave English words, on screens people meet, mended while bundling: file -> [fault, repair]s.
 * A repair whose text is gone stops the build: then the package has changed and the repair is looked at again.
 */
import { readFile } from "node:fs/promises";

const REPAIRS = {
	// A chart drawn anew after its container was emptied threw "the node to be removed is not a child of this node".
	"frappe-charts/dist/frappe-charts.esm.js": [
		["this.svg&&this.container.removeChild(this.svg)", "this.svg&&this.svg.remove()"],
	],
	// Under every time stood the name of the one zone that the site and its people share.
	"frappe/form/controls/datetime.js": [
		["if (!this.df.hide_timezone) {", "if (!this.df.hide_timezone && !frappe.datetime.is_system_time_zone()) {"],
	],
	// The timeline under a form told states and a row's fields by their English source text.
	"frappe/form/footer/version_timeline_content_builder.js": [
		["content = frappe.ellipsis(content, 40)", "content = frappe.ellipsis(content && __(String(content)), 40)"],
		[
			"frappe.meta.get_label(frm.fields_dict[row[0]].grid.doctype, p[0]),",
			"__(frappe.meta.get_label(frm.fields_dict[row[0]].grid.doctype, p[0])),",
		],
	],
};

export const repairsPlugin = {
	name: "repairs",
	setup(build) {
		for (const [file, repairs] of Object.entries(REPAIRS)) {
			const filter = new RegExp(`${file.replaceAll(".", "\\.")}$`);
			build.onLoad({ filter }, async ({ path }) => {
				let contents = await readFile(path, "utf8");
				for (const [fault, repair] of repairs) {
					if (!contents.includes(fault)) return { errors: [{ text: `${file} no longer has the text to repair` }] };
					contents = contents.replace(fault, () => repair);
				}
				return { contents, loader: "js" };
			});
		}
	},
};
