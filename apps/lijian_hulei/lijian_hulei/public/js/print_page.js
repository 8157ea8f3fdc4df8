// The page of prints keeps the format chosen for the record before, although this record's kind has no such format, and shows
// formats by their English names, which their translation in the field would turn into names that do not exist. Masters are
// headed by their title, not by their code.

import { MASTERS } from "./coded_masters.js";

function title_of({ doctype, doc }) {
	return MASTERS.includes(doctype) ? doc[frappe.get_meta(doctype).title_field] : "";
}

function name_formats(page) {
	const { set_title, set_default_print_format: choose_default } = page;
	Object.assign(page, {
		set_title() {
			set_title.call(this);
			const title = title_of(this.frm);
			if (title) this.page.set_title(frappe.utils.escape_html(title));
		},
		selected_format() {
			const shown = this.print_format_selector.val();
			return frappe.meta.get_print_formats(this.frm.doctype).find((name) => [name, __(name)].includes(shown)) || "Standard";
		},
		set_default_print_format() {
			if (this.selected_format() !== "Standard") return;
			this.print_format_selector.val("");
			choose_default.call(this);
			this.print_format_selector.val(__(this.print_format_selector.val()));
		},
	});
}

// The page's script comes with the first print and draws it at once: what it defines is changed as it is defined.
if (frappe.boot) {
	let view;
	Object.defineProperty(frappe.ui.form, "PrintView", {
		get: () => view,
		set(stock) {
			name_formats(stock.prototype);
			view = stock;
		},
	});
}
