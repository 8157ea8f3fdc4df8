frappe.ui.form.on("Canvass", {
	onload(frm) {
		if (frm.is_new() && !frm.doc.year) frm.set_value("year", moment().year());
	},
});
