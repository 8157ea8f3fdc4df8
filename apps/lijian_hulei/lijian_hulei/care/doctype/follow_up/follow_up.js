frappe.ui.form.on("Follow Up", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "officer");
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status !== "Open" || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Mark as Done"), () => mark_as_done(frm)).addClass("btn-primary");
	},
});

function mark_as_done(frm) {
	frappe.prompt(
		[
			{ fieldname: "outcome", fieldtype: "Small Text", label: __("Outcome"), reqd: 1 },
			{ fieldname: "done_on", fieldtype: "Date", label: __("Done On"), default: frappe.datetime.get_today(), reqd: 1 },
		],
		(values) => frm.set_value({ ...values, status: "Done" }).then(() => frm.save()),
		__("Mark as Done"),
		__("Save")
	);
}
