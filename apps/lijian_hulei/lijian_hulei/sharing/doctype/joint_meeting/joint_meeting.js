frappe.ui.form.on("Joint Meeting", {
	setup(frm) {
		frm.set_query("agency", "agencies", () => ({ filters: { enabled: 1 } }));
		frm.set_query("owner_agency", "decisions", () => ({ filters: { enabled: 1 } }));
		frm.set_query("owner_officer", "decisions", () => ({ filters: { status: "Active" } }));
		frm.set_query("chair", () => ({ filters: { status: "Active" } }));
		frm.set_query("area", () => ({ filters: { level: ["in", ["Township", "Village"]] } }));
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
