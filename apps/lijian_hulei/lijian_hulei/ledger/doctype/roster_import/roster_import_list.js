frappe.listview_settings["Roster Import"] = {
	add_fields: ["status", "percent", "error_rows"],
	get_indicator(doc) {
		const colours = { Draft: "gray", Checking: "blue", Checked: "cyan", Queued: "orange", Importing: "blue", Done: "green", Failed: "red", Cancelled: "gray" };
		return [__(doc.status), colours[doc.status] || "gray", `status,=,${doc.status}`];
	},
};
