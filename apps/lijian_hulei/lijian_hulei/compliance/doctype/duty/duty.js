frappe.ui.form.on("Duty", {
	refresh(frm) {
		if (frm.is_new()) return;
		frm.add_custom_button(__("Obligations"), () =>
			frappe.set_route("List", "Obligation", { duty: frm.doc.name })
		);
	},
});
