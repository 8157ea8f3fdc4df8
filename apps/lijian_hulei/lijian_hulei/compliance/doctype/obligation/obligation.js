frappe.ui.form.on("Obligation", {
	refresh(frm) {
		frm.disable_save();
		const { subject_doctype, subject_name } = frm.doc;
		if (subject_doctype === "Minor" && frappe.model.can_create("Visit")) {
			frm.add_custom_button(__("New Visit"), () => frappe.new_doc("Visit", { minor: subject_name }));
		}
		frm.add_custom_button(__("Open Subject"), () => frappe.set_route("Form", subject_doctype, subject_name));
	},
});
