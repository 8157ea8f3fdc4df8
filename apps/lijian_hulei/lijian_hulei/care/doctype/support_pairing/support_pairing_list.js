frappe.listview_settings["Support Pairing"] = {
	formatters: { minor: lijian_hulei.link_title },
	add_fields: ["status"],
	filters: [["status", "=", "Active"]],
};
