frappe.listview_settings["Bulletin Receipt"] = {
	add_fields: ["state"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const colours = { "Not Signed": "orange", "Signed": "green", "Withdrawn": "gray" };
		return [__(doc.state), colours[doc.state], `state,=,${doc.state}`];
	},
};
