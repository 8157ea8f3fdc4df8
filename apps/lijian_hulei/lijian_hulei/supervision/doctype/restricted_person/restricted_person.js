frappe.ui.form.on("Restricted Person", {
	setup(frm) {
		lijian_hulei.links.offer_stations(frm, "agency");
	},

	refresh(frm) {
		for (const field of ["person_name", "id_number", "judgment_number"]) lijian_hulei.sealed.bind(frm, field);
		// The server takes neither files nor comments for the register.
		frm.page.sidebar?.find(".form-attachments, .form-assignments, .form-tags").hide();
		frm.$wrapper.find(".comment-box").hide();
		if (frm.is_new()) return;
		frm.set_intro(__("This opening is logged. Pass nothing on."), "orange");
		if (frm.doc.status === "Under Control" && frappe.model.can_create("Control Record")) {
			frm.add_custom_button(__("Record a Contact"), () =>
				frappe.new_doc("Control Record", { person: frm.doc.name, area: frm.doc.area })
			);
		}
	},
});
