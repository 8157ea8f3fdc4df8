frappe.listview_settings["Officer"] = {
	hide_name_column: true,
	filters: [["status", "=", "Active"]],
	get_indicator(doc) {
		return doc.status === "Active"
			? [__("Active"), "green", "status,=,Active"]
			: [__("Left"), "gray", "status,=,Left"];
	},
};
