frappe.ui.form.on("Campus Hazard", {
	setup(frm) {
		lijian_hulei.links.offer_schools(frm, "school");
		lijian_hulei.links.offer(
			frm,
			"owner_officer",
			() => ({ status: "Active", ...(frm.doc.owner_agency ? { agency: frm.doc.owner_agency } : {}) }),
			__("Only officers in post at the unit chosen are listed.")
		);
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.school) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			const teaches = lijian_hulei.links.is_school(message?.agency_type);
			if (frm.is_new() && !frm.doc.school && teaches) frm.set_value("school", message.agency);
		});
	},

	school(frm) {
		if (frm.is_new() && !frm.doc.owner_agency) frm.set_value("owner_agency", frm.doc.school);
	},

	refresh(frm) {
		const late = frm.doc.status === "To Be Rectified" && frm.doc.due_on < frappe.datetime.get_today();
		if (late) frm.set_intro(__("The deadline has passed."), "red");
	},
});
