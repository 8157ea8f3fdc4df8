frappe.listview_settings["Bulletin"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "Collected": "orange", "Reviewed": "blue", "Published": "green", "Withdrawn": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
