frappe.listview_settings["Relief Case"] = {
	add_fields: ["status", "is_urgent"],
	get_indicator(doc) {
		const colours = { Draft: "gray", Proposed: "orange", Approved: "blue", Rejected: "red", "Relief Ended": "green" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
