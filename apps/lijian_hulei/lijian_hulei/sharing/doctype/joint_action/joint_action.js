frappe.ui.form.on("Joint Action", {
	setup(frm) {
		frm.set_query("agency", "members", () => ({ filters: { enabled: 1 } }));
		for (const field of ["leader"]) frm.set_query(field, () => ({ filters: { status: "Active" } }));
	},
});
