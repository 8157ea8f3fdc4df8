frappe.listview_settings["Typical Case"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "Draft": "gray", "Sent Up": "orange", "Accepted": "green", "Returned": "red" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
