frappe.ui.form.on("Supervision Visit", {
	setup(frm) {
		lijian_hulei.links.offer(frm, "area", { level: "Village" }, __("Only villages are listed."));
	},
	refresh(frm) {
		const sent = frm.doc.status !== "Draft";
		for (const field of ["visit_date", "focus", "by_agency", "leader", "team", "unit_kind", "area", "agency", "items", "problems", "requirements", "deadline"]) {
			frm.set_df_property(field, "read_only", sent ? 1 : 0);
		}
		const answers = ["Issued", "Returned"].includes(frm.doc.status);
		frm.toggle_enable(["feedback", "feedback_file"], answers);
		if (answers && frm.doc.contact_user === frappe.session.user) {
			frm.set_intro(__("Write what has been put right, save, then use the action to send the answer."), "orange");
		}
	},
});
