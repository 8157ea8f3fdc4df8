frappe.listview_settings["Meeting Task"] = {
	add_fields: ["status", "due_on"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.status === "Open" && doc.due_on && doc.due_on < today) {
			return [__("Task Overdue"), "red", `due_on,<,${today}`];
		}
		const colours = { "Open": "orange", "Done": "green", "Cancelled": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
