frappe.ui.form.on("Leading Group", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "officer", "members");
		lijian_hulei.links.offer(frm, "area", { level: "Township" }, __("Only townships are listed."));
	},
});
