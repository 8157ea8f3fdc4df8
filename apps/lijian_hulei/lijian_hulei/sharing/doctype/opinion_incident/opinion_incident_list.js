frappe.listview_settings["Opinion Incident"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "Found": "red", "Being Handled": "orange", "Response to Approve": "purple", "Response Approved": "blue", "Settled": "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
