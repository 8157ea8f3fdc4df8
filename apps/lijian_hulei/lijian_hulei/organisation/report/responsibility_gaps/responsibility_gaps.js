frappe.query_reports["Responsibility Gaps"] = {
	filters: [
		{ fieldname: "day", fieldtype: "Date", label: __("On Day"), default: frappe.datetime.get_today(), reqd: 1 },
		{
			fieldname: "kind",
			fieldtype: "Select",
			label: __("Kind of Responsibility"),
			options: ["", "First", "Second", "Direct"],
		},
	],
};
