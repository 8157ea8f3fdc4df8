frappe.listview_settings["Supervision Visit"] = {
	add_fields: ["status", "deadline"],
	hide_name_column: true,
	get_indicator(doc) {
		const waiting = ["Issued", "Returned"].includes(doc.status);
		if (waiting && doc.deadline && doc.deadline < frappe.datetime.get_today()) {
			return [__("Overdue"), "red", `deadline,<,${frappe.datetime.get_today()}|status,in,Issued,Returned`];
		}
		const colours = { Draft: "gray", Issued: "orange", "Feedback Given": "blue", Returned: "red", "Supervision Closed": "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
};
