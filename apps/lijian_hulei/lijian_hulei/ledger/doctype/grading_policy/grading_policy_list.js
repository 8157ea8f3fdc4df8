frappe.listview_settings["Grading Policy"] = {
	add_fields: ["docstatus", "effective_from", "effective_to"],
	hide_name_column: true,
	has_indicator_for_draft: true,

	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.docstatus === 0) return [__("Draft"), "orange", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		if (doc.effective_from > today) return [__("Not Yet in Force"), "blue", `effective_from,>,${today}`];
		if (doc.effective_to && doc.effective_to < today) {
			return [__("No Longer in Force"), "gray", `effective_to,<,${today}`];
		}
		return [__("In Force"), "green", "docstatus,=,1"];
	},
};
