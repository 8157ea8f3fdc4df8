frappe.listview_settings["Safety Education Task"] = {
	add_fields: ["done_on", "closes_on"],
	get_indicator(doc) {
		if (doc.done_on) return [__("Done"), "green", "done_on,is,set"];
		if (doc.closes_on < frappe.datetime.get_today())
			return [__("Overdue"), "red", `done_on,is,not set|closes_on,<,${frappe.datetime.get_today()}`];
		return [__("Open"), "orange", "done_on,is,not set"];
	},
};
