frappe.listview_settings["Restricted Person"] = {
	add_fields: ["status", "last_contact_on"],
	get_indicator(doc) {
		if (doc.status === "Ended") return [__("Ended"), "gray", "status,=,Ended"];
		const month = frappe.datetime.month_start();
		if (!doc.last_contact_on || doc.last_contact_on < month) {
			return [__("Contact Due"), "orange", `last_contact_on,<,${month}`];
		}
		return [__("Contacted This Month"), "green", `last_contact_on,>=,${month}`];
	},
};
