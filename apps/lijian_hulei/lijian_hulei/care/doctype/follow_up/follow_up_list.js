frappe.listview_settings["Follow Up"] = {
	formatters: { need_type: lijian_hulei.link_title },
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
