frappe.query_reports["Venue Inspection State"] = {
	filters: [
		{
			fieldname: "month",
			label: __("Any Day of the Month"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{ fieldname: "only_missing", label: __("Only What Is Missing"), fieldtype: "Check" },
	],
};
