frappe.query_reports["Awaiting Confirmation"] = {
	filters: [
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{
			fieldname: "to_grade",
			label: __("To Grade"),
			fieldtype: "Select",
			options: [
				"",
				{ value: "Red", label: __("Red") },
				{ value: "Yellow", label: __("Yellow") },
				{ value: "Blue", label: __("Blue") },
			],
		},
	],
};
