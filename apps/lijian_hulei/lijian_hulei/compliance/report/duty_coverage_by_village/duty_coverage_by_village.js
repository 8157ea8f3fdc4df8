frappe.query_reports["Duty Coverage by Village"] = {
	filters: [
		{
			fieldname: "month",
			label: __("Month"),
			fieldtype: "Data",
			default: frappe.datetime.get_today().slice(0, 7),
			description: __("Like 2026-03"),
		},
		{ fieldname: "duty", label: __("Duty"), fieldtype: "Link", options: "Duty" },
	],
};
