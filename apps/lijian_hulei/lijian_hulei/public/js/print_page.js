// The page of prints keeps the format chosen for the record before, although this record's kind has no such format, and shows
// formats by their English names, which their translation in the field would turn into names that do not exist.

async function when_there(find) {
	for (let tries = 0; tries < 60; tries++) {
		if (find()) return find();
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return null;
}

function name_formats(page) {
	if (page.lijian_hulei_names) return;
	page.lijian_hulei_names = true;
	const choose_default = page.set_default_print_format;
	Object.assign(page, {
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

if (frappe.boot) {
	frappe.router.on("change", async () => {
		if (frappe.get_route()[0] !== "print") return;
		const view = await when_there(() => frappe.ui.form.PrintView);
		if (view) name_formats(view.prototype);
	});
}
