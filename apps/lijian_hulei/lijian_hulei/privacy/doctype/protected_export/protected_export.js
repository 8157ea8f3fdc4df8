frappe.ui.form.on("Protected Export", {
	refresh(frm) {
		const { status, requested_by, expires_at } = frm.doc;
		const there = status === "Ready" && expires_at > frappe.datetime.now_datetime();
		if (!there || requested_by !== frappe.session.user) return;
		frm.add_custom_button(__("Download"), () => lijian_hulei.download_protected_export(frm.doc.name)).addClass("btn-primary");
	},
});
