frappe.listview_settings["Assessment Appeal"] = {
	add_fields: ["status"],
	hide_name_column: true,
};
