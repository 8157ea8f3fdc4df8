frappe.ui.form.on("Campus Hazard", {
	setup(frm) {
		frm.set_query("school", () => ({
			filters: { agency_type: ["in", ["school", "kindergarten", "training_institution"]], enabled: 1 },
		}));
		frm.set_query("owner_agency", () => ({ filters: { enabled: 1 } }));
		frm.set_query("owner_officer", () => ({
			filters: { status: "Active", ...(frm.doc.owner_agency ? { agency: frm.doc.owner_agency } : {}) },
		}));
	},

	school(frm) {
		if (frm.is_new() && !frm.doc.owner_agency) frm.set_value("owner_agency", frm.doc.school);
	},

	refresh(frm) {
		const late = frm.doc.status === "To Be Rectified" && frm.doc.due_on < frappe.datetime.get_today();
		if (late) frm.set_intro(__("The deadline has passed."), "red");
	},
});
