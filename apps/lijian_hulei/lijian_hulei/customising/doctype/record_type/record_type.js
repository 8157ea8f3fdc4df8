frappe.ui.form.on("Record Type", {
	onload(frm) {
		const { offer } = lijian_hulei.links;
		offer(frm, "module", { app_name: "lijian_hulei" }, __("Only parts of this system are listed."));
		frappe.xcall("lijian_hulei.api.configuration.choices").then(({ roles, kinds }) => {
			offer(frm, "role", { name: ["in", roles] }, __("Only roles of this system are listed."), "roles");
			const note = __("Only kinds of record of this system are listed.");
			offer(frm, "link_to", { name: ["in", kinds] }, note, "fields_wanted");
		});
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_read(frm.doc.doctype_name)) {
			frm.add_custom_button(__("Open Its Records"), () =>
				frappe.set_route("List", frm.doc.doctype_name)
			);
		}
		if (frappe.model.can_create("Duty")) {
			frm.add_custom_button(__("New Duty on It"), () =>
				frappe.new_doc("Duty", { evidence_doctype: frm.doc.doctype_name })
			);
		}
	},

	numbering(frm) {
		const letters = (frm.doc.numbering || "").trim().toUpperCase();
		if (letters !== frm.doc.numbering) frm.set_value("numbering", letters);
	},
});

frappe.ui.form.on("Record Type Field", {
	fieldtype(frm, doctype, name) {
		const row = locals[doctype][name];
		if (row.fieldtype !== "Select" && row.choices) frappe.model.set_value(doctype, name, "choices", "");
		if (row.fieldtype !== "Link" && row.link_to) frappe.model.set_value(doctype, name, "link_to", "");
		if (["Small Text", "Attach Image"].includes(row.fieldtype)) {
			frappe.model.set_value(doctype, name, "in_list", 0);
		}
	},
});

frappe.ui.form.on("Record Type Role", {
	may_create(frm, doctype, name) {
		// Who may enter a record may also correct it.
		if (locals[doctype][name].may_create) frappe.model.set_value(doctype, name, "may_write", 1);
	},
});
