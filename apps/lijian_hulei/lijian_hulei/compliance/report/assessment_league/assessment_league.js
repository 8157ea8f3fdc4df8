frappe.query_reports["Assessment League"] = {
	filters: [
		{ fieldname: "period_kind", label: __("Period Kind"), fieldtype: "Select", options: ["Quarter", "Year"], default: "Quarter" },
		{ fieldname: "unit_kind", label: __("Unit Kind"), fieldtype: "Select", options: ["Village", "Agency"], default: "Village" },
		{ fieldname: "day", label: __("A Day of the Period"), fieldtype: "Date", description: __("Blank means the latest period") },
	],
};
