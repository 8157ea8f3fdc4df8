frappe.query_reports["Grading Replay"] = {
	filters: [
		{
			fieldname: "policy",
			label: __("Grading Policy"),
			fieldtype: "Link",
			options: "Grading Policy",
			get_query: () => ({ filters: { docstatus: ["<", 2] } }),
			filter_description: __("Drafts and policies in force are listed, cancelled ones are not."),
		},
		{
			fieldname: "minimum",
			label: __("Try Another Number of Items"),
			fieldtype: "Int",
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{
			fieldname: "show",
			label: __("Show"),
			fieldtype: "Select",
			options: [
				{ value: "Counts by Village", label: __("Counts by Village") },
				{ value: "Minors Who Would Change", label: __("Minors Who Would Change") },
			],
			default: "Counts by Village",
		},
	],
};
