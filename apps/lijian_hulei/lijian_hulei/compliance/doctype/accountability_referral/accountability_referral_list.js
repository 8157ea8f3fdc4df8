frappe.listview_settings["Accountability Referral"] = {
	add_fields: ["status", "handed_over_on"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.handed_over_on) return [__("Handed Over"), "green", "handed_over_on,is,set"];
		const colours = { "Collecting Facts": "gray", Returned: "red", Approved: "blue", Cancelled: "gray" };
		return [__(doc.status), colours[doc.status] || "orange", `status,=,${doc.status}`];
	},
};
