frappe.ui.form.on("Joint Meeting", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "owner_officer", "decisions");
		lijian_hulei.links.offer_officers(frm, "chair");
		lijian_hulei.links.offer(
			frm,
			"area",
			{ level: ["in", ["Township", "Village"]] },
			__("Only townships and villages are listed.")
		);
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.area) return;
		frappe.db.get_single_value("Hulei Settings", "township").then((township) => {
			if (frm.is_new() && township) frm.set_value("area", township);
		});
	},

	refresh(frm) {
		const today = frappe.datetime.get_today();
		const late = (frm.doc.decisions || []).filter((row) => !row.done_on && row.due_on && row.due_on < today);
		if (frm.doc.docstatus === 1 && late.length) {
			frm.set_intro(__("{0} decisions are overdue", [late.length]), "red");
		}
	},
});
