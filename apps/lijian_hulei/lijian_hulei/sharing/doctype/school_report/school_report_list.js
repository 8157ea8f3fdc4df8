frappe.listview_settings["School Report"] = {
	onload: (list) => lijian_hulei.lists.title_by_link(list),
	add_fields: ["status", "reply_due_on"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.status === "Sent Up" && doc.reply_due_on && doc.reply_due_on < today) {
			return [__("Reply Overdue"), "red", `reply_due_on,<,${today}`];
		}
		const colours = { "Draft": "gray", "Sent Up": "orange", "Reply Given": "blue", "Settled": "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
