// Auto Email Report: each recipient gets what he may see himself (privacy/mailed_reports.py), so there is no user to
// choose, and the mail goes out by the site's own account.

frappe.ui.form.on("Auto Email Report", {
	setup(frm) {
		frm.set_query("report", () => ({ filters: { name: ["in", frappe.boot.hulei_figures] } }));
	},
	refresh(frm) {
		if (frm.is_new()) frm.set_value("user", frappe.session.user);
		if (frappe.user.has_role("System Manager")) return;
		frm.toggle_display(["user", "sender"], false);
		frm.set_intro(__("One login address for each line. Each recipient receives the figures of his own area and agency."), "blue");
	},
});
