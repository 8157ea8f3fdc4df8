frappe.ui.form.on("Guidance Note", {
	setup(frm) {
		frm.set_query("agency", () => ({ filters: { enabled: 1 } }));
	},
});
