frappe.listview_settings["Visit"] = {
	hide_name_column: true,
	add_fields: ["mode", "entered_days_later"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		const colours = { "In Person": "green", Telephone: "blue", Video: "blue" };
		return [__(doc.mode), colours[doc.mode], `mode,=,${doc.mode}`];
	},
};
