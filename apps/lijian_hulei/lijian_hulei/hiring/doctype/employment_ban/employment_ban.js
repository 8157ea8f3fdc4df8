frappe.ui.form.on("Employment Ban", {
	refresh(frm) {
		for (const field of ["person_name", "id_number", "judgment_number"]) lijian_hulei.sealed.bind(frm, field);
	},
});
