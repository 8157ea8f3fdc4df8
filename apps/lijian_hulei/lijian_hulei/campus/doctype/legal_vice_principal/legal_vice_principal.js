frappe.ui.form.on("Legal Vice Principal", {
	setup(frm) {
		frm.set_query("school", () => ({ filters: { agency_type: ["in", ["school", "kindergarten"]], enabled: 1 } }));
		frm.set_query("unit", () => ({ filters: { enabled: 1 } }));
		frm.set_query("officer", () => ({
			filters: { status: "Active", ...(frm.doc.unit ? { agency: frm.doc.unit } : {}) },
		}));
	},
});
