frappe.ui.form.on("Relief Case", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "owner_officer");
	},

	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Approved") {
			frm.add_custom_button(__("Enter a Review"), () => frappe.new_doc("Relief Review", { relief_case: frm.doc.name }));
			frm.add_custom_button(__("Refer to an Agency"), () => refer(frm));
		}
		const fixed = ["Proposed", "Approved", "Relief Ended"].includes(frm.doc.status);
		for (const field of ["relief_type", "agency", "measure", "amount", "due_on"])
			frm.fields_dict.measures.grid.update_docfield_property(field, "read_only", fixed ? 1 : 0);
	},
});

lijian_hulei.ask_before_steps("Relief Case", {
	Propose: ["plan"],
	"Reject Relief": ["decision_note"],
	"End Relief": ["outcome", "closing_note"],
	Reopen: ["reopen_reason"],
});

async function refer(frm) {
	const { message } = await frappe.db.get_value("Officer", { user: frappe.session.user }, "agency");
	const row = (frm.doc.measures || []).find((measure) => !measure.done_on) || {};
	frappe.new_doc("Referral", {
		relief_case: frm.doc.name,
		area: frm.doc.area,
		from_agency: message?.agency,
		to_agency: row.agency,
		relief_type: row.relief_type,
		due_on: row.due_on,
		consent: frm.doc.consent,
	});
}
