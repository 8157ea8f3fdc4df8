frappe.listview_settings["Record Type"] = {
	add_fields: ["doctype_name", "about_minor", "has_agency"],
	hide_name_column: true,
	button: {
		show: (doc) => frappe.model.can_read(doc.doctype_name),
		get_label: () => __("Open Its Records"),
		get_description: (doc) => __("Open the records of {0}", [frappe.utils.escape_html(doc.title)]),
		action: (doc) => frappe.set_route("List", doc.doctype_name),
	},
};
