/*
 * Faults of packages that throw on screens people meet, mended while bundling. A repair whose text is gone stops the
 * build: then the package has changed and the repair is looked at again.
 */
import { readFile } from "node:fs/promises";

const REPAIRS = {
	// A chart drawn anew after its container was emptied threw "the node to be removed is not a child of this node".
	"frappe-charts/dist/frappe-charts.esm.js": ["this.svg&&this.container.removeChild(this.svg)", "this.svg&&this.svg.remove()"],
};

export const repairsPlugin = {
	name: "repairs",
	setup(build) {
		for (const [file, [fault, repair]] of Object.entries(REPAIRS)) {
			const filter = new RegExp(`${file.replaceAll(".", "\\.")}$`);
			build.onLoad({ filter }, async ({ path }) => {
				const source = await readFile(path, "utf8");
				if (!source.includes(fault)) return { errors: [{ text: `${file} no longer has the text to repair` }] };
				return { contents: source.replace(fault, repair), loader: "js" };
			});
		}
	},
};
