frappe.ui.form.on("Grade Change", {
	refresh(frm) {
		frm.disable_save();
		const may_decide =
			frappe.user.has_role("Protection Office") || frappe.user.has_role("Governance Office");
		if (frm.doc.confirmation !== "Awaiting" || !may_decide) return;
		frm.add_custom_button(__("Confirm Grade"), () =>
			frappe.confirm(__("Confirm this grade in your name?"), () =>
				frappe
					.call("lijian_hulei.api.grading.confirm", { change: frm.doc.name })
					.then(() => frm.reload_doc())
			)
		);
		frm.add_custom_button(__("Object"), () =>
			frappe.prompt(
				{
					fieldname: "reason",
					fieldtype: "Small Text",
					label: __("Which fact is wrong or missing?"),
					reqd: 1,
				},
				({ reason }) =>
					frappe
						.call("lijian_hulei.api.grading.object_to", { change: frm.doc.name, reason })
						.then(() => frm.reload_doc()),
				__("Object to the Grade"),
				__("Object")
			)
		);
	},
});
