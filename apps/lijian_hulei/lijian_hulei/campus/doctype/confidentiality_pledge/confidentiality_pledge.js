frappe.ui.form.on("Confidentiality Pledge", {
	onload(frm) {
		if (!frm.is_new() || frm.doc.agency) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			const own = ["hospital", "village_clinic"].includes(message?.agency_type);
			if (frm.is_new() && own) frm.set_value("agency", message.agency);
		});
	},
});
