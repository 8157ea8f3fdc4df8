frappe.listview_settings["Support Pairing"] = {
	add_fields: ["status"],
	filters: [["status", "=", "Active"]],
};
