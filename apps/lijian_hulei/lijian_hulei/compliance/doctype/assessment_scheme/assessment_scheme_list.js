frappe.listview_settings["Assessment Scheme"] = {
	add_fields: ["effective_from", "effective_to", "docstatus"],
	hide_name_column: true,
};
