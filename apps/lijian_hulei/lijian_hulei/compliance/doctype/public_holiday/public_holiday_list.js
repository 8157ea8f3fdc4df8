frappe.listview_settings["Public Holiday"] = {
	hide_name_column: true,
	get_indicator: (doc) =>
		doc.is_working_day ? [__("Working Day"), "orange", "is_working_day,=,1"] : [__("Day Off"), "green", "is_working_day,=,0"],
};
