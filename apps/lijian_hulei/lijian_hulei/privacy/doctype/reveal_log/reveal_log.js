frappe.ui.form.on("Reveal Log", {
	// The log keeps the stored name of the field; people read its label.
	refresh(frm) {
		const { reference_doctype: doctype, fieldname } = frm.doc;
		frappe.model.with_doctype(doctype, () => {
			const label = frappe.meta.get_label(doctype, fieldname);
			frm.fields_dict.fieldname.$wrapper.find(".control-value").text(__(label));
		});
	},
});
