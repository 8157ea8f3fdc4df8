frappe.query_reports["Activities and Audiences"] = {
	filters: [
		{
			fieldname: "group_by",
			label: __("Grouped By"),
			fieldtype: "Select",
			options: ["Kind of Activity", "Village", "School", "Organiser"].map((value) => ({
				value,
				label: __(value),
			})),
			default: "Kind of Activity",
		},
		{
			fieldname: "from_date",
			label: __("From Day"),
			fieldtype: "Date",
			default: `${frappe.datetime.get_today().slice(0, 4)}-01-01`,
		},
		{ fieldname: "to_date", label: __("To Day"), fieldtype: "Date", default: frappe.datetime.get_today() },
		{ fieldname: "kind", label: __("Kind of Activity"), fieldtype: "Link", options: "Activity Kind" },
	],
};
