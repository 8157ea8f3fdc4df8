frappe.ui.form.on("Referral", {
	async onload(frm) {
		if (!frm.is_new() || frm.doc.from_agency) return;
		const { message } = await frappe.db.get_value("Officer", { user: frappe.session.user }, ["agency", "area"]);
		if (!message?.agency) return;
		frm.set_value("from_agency", message.agency);
		if (!frm.doc.area) frm.set_value("area", message.area);
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Draft") {
			frm.set_intro(__("The receiving unit will see this page and nothing else. Write only what it needs."), "blue");
		}
	},
});

lijian_hulei.ask_before_steps("Referral", {
	Decline: ["decline_reason"],
	"Report Done": ["outcome"],
	Revoke: ["revoke_reason"],
});
