frappe.ui.form.on("Bulletin", {
	refresh(frm) {
		// The server enters the author's own unit in a new one.
		frm.toggle_reqd("agency", !frm.is_new());
		const intro = {
			Collected: __("Somebody other than the author reviews it; then the governance office publishes it."),
			Reviewed: __("Reviewed as it stands. Return it to change it."),
		}[frm.doc.status];
		if (!frm.is_new() && intro) frm.set_intro(intro, "blue");
	},
});
