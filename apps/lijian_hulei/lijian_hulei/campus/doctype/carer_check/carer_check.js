frappe.ui.form.on("Carer Check", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"care_delegation",
			{ status: "Active" },
			__("Only care that goes on is listed.")
		);
		lijian_hulei.links.offer_officers(frm, "officer");
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.officer) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			if (frm.is_new() && message?.officer) frm.set_value("officer", message.officer);
		});
	},
});
