frappe.listview_settings["Referral"] = {
	add_fields: ["status", "is_overdue", "due_on"],
	get_indicator(doc) {
		if (doc.is_overdue) return [__("Overdue"), "red", "is_overdue,=,1"];
		const colours = {
			Draft: "gray",
			"Awaiting Answer": "orange",
			"Referral Accepted": "blue",
			Declined: "red",
			"Referral Done": "green",
			Revoked: "gray",
		};
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
