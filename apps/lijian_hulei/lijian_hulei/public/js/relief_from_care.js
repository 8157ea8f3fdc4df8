// From a child's follow-up or visit straight into a relief case.
for (const doctype of ["Follow Up", "Visit"]) {
	frappe.ui.form.on(doctype, {
		refresh(frm) {
			if (frm.is_new() || !frm.doc.minor || !frappe.model.can_create("Relief Case")) return;
			const source = doctype === "Visit" ? { visit: frm.doc.name } : { follow_up: frm.doc.name };
			frm.add_custom_button(__("Open Relief Case"), () =>
				frappe.new_doc("Relief Case", { minor: frm.doc.minor, ...source })
			);
		},
	});
}
