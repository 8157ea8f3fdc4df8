frappe.listview_settings["Obligation"] = {
	add_fields: ["status", "required", "done", "due_at"],
	hide_name_column: true,
	filters: [["status", "in", ["Open", "Overdue"]]],
	get_indicator(doc) {
		const colours = { Open: "blue", Met: "green", "Met Late": "yellow", Overdue: "red", Cancelled: "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
