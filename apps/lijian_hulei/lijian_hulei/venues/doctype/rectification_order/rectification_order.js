frappe.ui.form.on("Rectification Order", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "rechecked_by");
		lijian_hulei.links.offer_venues(frm, "venue");
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const { status, due_on } = frm.doc;
		const inspects = frappe.user_roles.includes("Police Officer");
		if (status === "To Be Rectified" && due_on < frappe.datetime.get_today()) {
			frm.set_intro(__("The deadline has passed."), "red");
		} else if (status === "To Be Rectified" && !inspects) {
			frm.set_intro(__("Say what you did, add photos, save, and then choose Report Rectification."), "orange");
		} else if (status === "Answered" && inspects) {
			frm.set_intro(__("Recheck on the spot, fill in the result and save; then pass, send back or escalate."), "blue");
		}
	},
});
