frappe.listview_settings["Campus Hazard"] = {
	add_fields: ["status", "due_on"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		if (doc.status === "To Be Rectified" && doc.due_on < frappe.datetime.get_today())
			return [__("Overdue"), "red", `status,=,To Be Rectified|due_on,<,${frappe.datetime.get_today()}`];
		const colours = { "To Be Rectified": "orange", Answered: "blue", Rectified: "green" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
