frappe.listview_settings["Follow Up"] = {
	hide_name_column: true,
	add_fields: ["status", "due_on"],
	filters: [["status", "=", "Open"]],
	get_indicator(doc) {
		if (doc.status === "Done") return [__("Done"), "green", "status,=,Done"];
		if (doc.status === "Cancelled") return [__("Cancelled"), "gray", "status,=,Cancelled"];
		const today = frappe.datetime.get_today();
		if (doc.due_on < today) return [__("Overdue"), "red", `status,=,Open|due_on,<,${today}`];
		return [__("Open"), "orange", "status,=,Open"];
	},
};
