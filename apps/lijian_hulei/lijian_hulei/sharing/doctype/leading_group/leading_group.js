frappe.ui.form.on("Leading Group", {
	setup(frm) {
		frm.set_query("officer", "members", () => ({ filters: { status: "Active" } }));
		frm.set_query("area", () => ({ filters: { level: "Township" } }));
	},
});
