frappe.listview_settings["Resource"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "Draft": "gray", "Published": "green", "Withdrawn": "red" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
