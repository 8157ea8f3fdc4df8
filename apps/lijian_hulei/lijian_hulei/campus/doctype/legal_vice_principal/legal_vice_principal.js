frappe.ui.form.on("Legal Vice Principal", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"school",
			{ agency_type: ["in", ["school", "kindergarten"]] },
			__("Only schools and kindergartens are listed.")
		);
		lijian_hulei.links.offer(
			frm,
			"officer",
			() => ({ status: "Active", ...(frm.doc.unit ? { agency: frm.doc.unit } : {}) }),
			__("Only officers in post at the unit chosen are listed.")
		);
	},
});
