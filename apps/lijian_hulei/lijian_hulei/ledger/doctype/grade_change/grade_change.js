frappe.ui.form.on("Grade Change", {
	refresh(frm) {
		frm.disable_save();
		const may_decide =
			frappe.user.has_role("Protection Office") || frappe.user.has_role("Governance Office");
		if (frm.doc.confirmation !== "Awaiting" || !may_decide) return;
		lijian_hulei.grades.offer_decision(frm, frm.doc.name);
	},
});
