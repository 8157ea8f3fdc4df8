frappe.listview_settings["Mandatory Report"] = {
	add_fields: ["status", "is_late"],
	hide_name_column: false,
	get_indicator(doc) {
		const colours = {
			Reported: "red",
			"Handed Over to Police": "orange",
			"Received by Police": "blue",
			"Case Accepted": "cyan",
			"Moved to Another Authority": "purple",
			"Case Not Accepted": "gray",
			"Handed Back": "yellow",
			Concluded: "green",
		};
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
