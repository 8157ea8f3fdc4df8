frappe.ui.form.on("Opinion Incident", {
	setup(frm) {
		frm.set_query("agency", "tracks", () => ({ filters: { enabled: 1 } }));
		frm.set_query("officer", "tracks", () => ({ filters: { status: "Active" } }));
	},

	refresh(frm) {
		frm.get_field("tracks").grid.cannot_add_rows = true;
		const waiting = (frm.doc.tracks || []).filter((row) => !row.started_at);
		if (!frm.is_new() && frm.doc.status !== "Settled" && waiting.length) {
			frm.set_intro(__("Not started yet: {0}", [waiting.map((row) => __(row.track)).join("、")]), "red");
		}
	},
});
