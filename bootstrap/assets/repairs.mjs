/*
 * Faults that throw, or leave English words, on screens people meet, mended while bundling: file -> [fault, repair]s.
 * A repair whose text is gone stops the build: then the package has changed and the repair is looked at again.
 */
import { readFile } from "node:fs/promises";

// A picture that only fills an empty place is passed over by readers aloud.
const EMPTY_STATE = ['alt="Generic Empty State"', 'alt=""'];

const REPAIRS = {
	// A chart drawn anew after its container was emptied threw "the node to be removed is not a child of this node".
	"frappe-charts/dist/frappe-charts.esm.js": [
		["this.svg&&this.container.removeChild(this.svg)", "this.svg&&this.svg.remove()"],
		// One whose page was left before its figures came had no width, and wrote errors for every bar.
		["t.clientWidth-n)", "Math.max(t.clientWidth-n,0)||600)"],
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
	// What is read aloud at every field with suggestions.
	"node_modules/awesomplete/awesomplete.js": [
		['"Begin typing for results."', '__("Begin typing for results.")'],
		[
			'("Type " + this.minChars + " or more characters for results.")',
			'__("Type {0} or more characters for results.", [this.minChars])',
		],
		[
			'lis[i].textContent + ", list item " + (i + 1) + " of " + lis.length',
			'__("{0}, item {1} of {2}", [lis[i].textContent, i + 1, lis.length])',
		],
		['this.ul.children.length + " results found"', '__("{0} results found", [this.ul.children.length])'],
		['"No results found"', '__("No results found")'],
	],
	"frappe-datatable/dist/frappe-datatable.cjs.js": [
		[
			"title=\"Filter based on ${props.name || 'Index'}\"",
			'title="${__("Filter by {0}", [props.name || __("Row Number")])}"',
		],
	],
	"frappe/views/calendar/calendar.js": [
		[
			'.find(".fc-prev-button span")',
			'.find(".fc-prev-button").attr("aria-label", __("Earlier")).end().find(".fc-prev-button span")',
		],
		[
			'.find(".fc-next-button span")',
			'.find(".fc-next-button").attr("aria-label", __("Later")).end().find(".fc-next-button span")',
		],
	],
	// Who had left a number's field within a tenth of a second changed the next field instead, or met an error.
	"frappe/form/controls/int.js": [
		["if (!document.activeElement) return;", "if (document.activeElement !== me.$input.get(0)) return;"],
	],
	"frappe/ui/notifications/notifications.js": [EMPTY_STATE],
	"frappe/ui/toolbar/search.js": [EMPTY_STATE],
	"frappe/views/reports/query_report.js": [EMPTY_STATE, ['value = "Total";', 'value = __("Total");']],
	// Masters are named by stable codes: the column that leads to one shows its title, which needs no second column.
	"frappe/views/reports/report_view.js": [
		// Of what has no states the column of states was taken out while rows were made: all but the first stood one column off.
		["				// if status is not in fields append", "				if (!frappe.has_indicator(this.doctype)) continue;\n				// if status is not in fields append"],
		["					this.remove_column_from_datatable(col);\n				}", "				}"],
		[
			"return frappe.format(value, column.docfield, { always_show_decimals: true }, doc);",
			`const title = f => f[0] === "name" && this.meta.autoname === "field:code" && this.data.find((d) => d.name === value)?.[this.meta.title_field];
				return frappe.format(value, column.docfield, { always_show_decimals: true, label: title(c) }, doc);`,
		],
		[
			"			if (column) {\n				if (column_widths)",
			`			if (this.meta.autoname === "field:code" && f[1] === this.doctype) {
				if (f[0] === this.meta.title_field) continue;
				if (f[0] === "name") column.name = column.content = __(frappe.meta.get_label(this.doctype, this.meta.title_field));
			}
			if (column) {
				if (column_widths)`,
		],
	],
	// Several states chosen in a filter stood there by their stored, English words.
	"frappe/ui/filters/filter.js": [
		[
			"df.fieldtype = fieldtype;\n			return;",
			`df.fieldtype = fieldtype;
			if (fieldtype === "MultiSelect" && typeof df.options === "string") {
				df.options = df.options.split("\\n").filter(Boolean).map((value) => ({ value, label: __(value) }));
				df.ignore_validation = 1;
			}
			return;`,
		],
	],
	// What the search over everything found was told by its number alone.
	"frappe/ui/toolbar/search_utils.js": [
		[
			"label: d.name,\n					value: d.name,\n					description: make_description(d.content, d.name),",
			`label: frappe.utils.escape_html(d.title || d.name),
					value: d.name,
					description: frappe.utils.escape_html(d.description || "") || make_description(d.content, d.name),`,
		],
	],
	// The settings of a list named its columns in English.
	"frappe/list/list_settings.js": [
		["							${me.fields[idx].label}", "							${__(me.fields[idx].label)}"],
		[">Fields</label>", '>${__("Fields")}</label>'],
		["+ Add / Remove Fields", '+ ${__("Add / Remove Fields")}'],
		["					label: field.label,\n					value: field.fieldname,", "					label: __(field.label),\n					value: field.fieldname,"],
	],
	"frappe/views/dashboard/dashboard_view.js": [EMPTY_STATE],
	"frappe/list/list_view.js": [
		EMPTY_STATE,
		[
			'title="${__(label)}: ${frappe.utils.escape_html(_value)}">',
			'title="${__(label)}: ${frappe.utils.escape_html(df.fieldtype === "Select" ? __(_value) : _value)}">',
		],
	],
	// A template's loop got a name of three random letters: once in some thousand pages a word like "for", and the page stood still.
	"frappe/microtemplate.js": [
		["var i = frappe.utils.get_random(3);", 'var i = "i_" + frappe.utils.get_random(3);'],
		["var len = frappe.utils.get_random(3);", 'var len = "n_" + frappe.utils.get_random(3);'],
	],
	"frappe/form/footer/base_timeline.js": [
		[
			"item.title || frappe.utils.to_title_case(item.icon)",
			"__(item.title || frappe.utils.to_title_case(item.icon))",
		],
	],
	"frappe/form/grid.js": [
		['alt="Grid Empty State"', 'alt=""'],
		// Who saved within a tenth of a second after adding a row met an error: the row was drawn anew.
		["this.grid_rows[idx].row", "this.grid_rows[idx]?.row"],
	],
	// A record not yet saved was called new-visit-1 in the way back and in the browser's tab, a page of settings by its English name,
	// a master by its code.
	"frappe/views/breadcrumbs.js": [
		[
			'<li><a href="${form_route}">${__(docname)}</a></li>',
			'<li><a href="${form_route}">${frappe.get_doc(doctype, docname)?.__islocal ? __("New {0}", [__(doctype)]) : frappe.get_meta(doctype)?.autoname === "field:code" && frappe.utils.escape_html(frappe.get_doc(doctype, docname)?.[frappe.get_meta(doctype).title_field] || "") || __(docname)}</a></li>',
		],
	],
	"frappe/form/form.js": [
		[
			"frappe.utils.set_title(this.meta.issingle ? this.doctype : this.docname);",
			'frappe.utils.set_title(this.meta.issingle ? __(this.doctype) : this.is_new() ? __("New {0}", [__(this.doctype)]) : this.docname);',
		],
	],
	"frappe/form/toolbar.js": [
		[
			'frappe.utils.set_title(title + " - " + this.frm.docname);',
			'frappe.utils.set_title(this.frm.is_new() ? title : title + " - " + this.frm.docname);',
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
					contents = contents.replaceAll(fault, () => repair);
				}
				return { contents, loader: "js" };
			});
		}
	},
};
