frappe.listview_settings["Share Request"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "To Be Approved": "orange", "Granted": "green", "Not Granted": "red", "Taken Back": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
