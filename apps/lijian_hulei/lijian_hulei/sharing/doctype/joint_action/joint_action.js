frappe.ui.form.on("Joint Action", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "leader");
	},
});
