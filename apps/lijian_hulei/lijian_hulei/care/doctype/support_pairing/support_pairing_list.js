frappe.listview_settings["Support Pairing"] = {
	hide_name_column: true,
	add_fields: ["status"],
	filters: [["status", "=", "Active"]],
};
