frappe.ui.form.on("Opinion Incident", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "officer", "tracks");
	},

	refresh(frm) {
		frm.get_field("tracks").grid.cannot_add_rows = true;
		const waiting = (frm.doc.tracks || []).filter((row) => !row.started_at);
		if (!frm.is_new() && frm.doc.status !== "Settled" && waiting.length) {
			frm.set_intro(__("Not started yet: {0}", [waiting.map((row) => __(row.track)).join("、")]), "red");
		}
	},
});
