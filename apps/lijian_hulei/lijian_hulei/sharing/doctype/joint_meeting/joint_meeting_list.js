frappe.listview_settings["Joint Meeting"] = {
	hide_name_column: true,
	add_fields: ["meeting_kind"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return [__("Held"), "green", "docstatus,=,1"];
	},
};
