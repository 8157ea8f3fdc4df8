frappe.listview_settings["Hiring Check"] = {
	add_fields: ["status"],
	get_indicator: (doc) => [__(doc.status), doc.status === "Replied" ? "green" : "orange", `status,=,${doc.status}`],
};
