frappe.ui.form.on("Confidentiality Pledge", {
	onload(frm) {
		if (frm.is_new() && !frm.doc.pledge_year) frm.set_value("pledge_year", Number(frappe.datetime.get_today().slice(0, 4)));
		if (!frm.is_new() || frm.doc.agency) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			const own = ["hospital", "village_clinic"].includes(message?.agency_type);
			if (frm.is_new() && own) frm.set_value("agency", message.agency);
		});
	},
});
