frappe.ui.form.on("Support Pairing", {
	setup(frm) {
		lijian_hulei.links.offer_minors(frm, "minor");
		lijian_hulei.links.offer_officers(frm, "helper");
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Active") return;
		if (frappe.model.can_create("Visit")) {
			frm.add_custom_button(__("New Visit"), () =>
				frappe.new_doc("Visit", { minor: frm.doc.minor, main_visitor: frm.doc.helper })
			);
		}
		if (frm.perm[0]?.write) frm.add_custom_button(__("End Pairing"), () => end_pairing(frm));
	},
});

function end_pairing(frm) {
	frappe.prompt(
		[
			{ fieldname: "to_date", fieldtype: "Date", label: __("To Date"), default: frappe.datetime.get_today(), reqd: 1 },
			{ fieldname: "end_reason", fieldtype: "Small Text", label: __("End Reason"), reqd: 1 },
		],
		(values) => frm.set_value(values).then(() => frm.save()),
		__("End Pairing"),
		__("End Pairing")
	);
}
