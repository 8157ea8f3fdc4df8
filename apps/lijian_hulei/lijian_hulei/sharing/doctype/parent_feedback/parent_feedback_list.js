frappe.listview_settings["Parent Feedback"] = {
	onload: (list) => lijian_hulei.lists.title_by_link(list),
	add_fields: ["status", "due_on"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if ((doc.status === "Received" || doc.status === "Being Dealt With") && doc.due_on && doc.due_on < today) {
			return [__("Answer Overdue"), "red", `due_on,<,${today}`];
		}
		const colours = { "Received": "orange", "Being Dealt With": "blue", "Answer Given": "green", "Not Relevant": "gray" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
