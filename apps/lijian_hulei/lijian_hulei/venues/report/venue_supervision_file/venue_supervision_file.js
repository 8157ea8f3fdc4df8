frappe.query_reports["Venue Supervision File"] = {
	filters: [
		{ fieldname: "venue", label: __("Venue"), fieldtype: "Link", options: "Venue" },
		{
			fieldname: "day",
			label: __("As It Stood On"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
	],
};
