frappe.listview_settings["Rectification Order"] = {
	add_fields: ["status", "due_on"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.status === "To Be Rectified" && doc.due_on && doc.due_on < today) {
			return [__("Rectification Overdue"), "red", `status,=,To Be Rectified|due_on,<,${today}`];
		}
		const colours = { "To Be Rectified": "orange", Answered: "blue", Rectified: "green", Escalated: "red" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
