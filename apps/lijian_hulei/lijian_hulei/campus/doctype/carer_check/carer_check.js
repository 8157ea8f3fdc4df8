frappe.ui.form.on("Carer Check", {
	setup(frm) {
		frm.set_query("care_delegation", () => ({ filters: { status: "Active" } }));
		frm.set_query("officer", () => ({ filters: { status: "Active" } }));
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.officer) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			if (frm.is_new() && message?.officer) frm.set_value("officer", message.officer);
		});
	},
});
