frappe.query_reports["Monthly League Table"] = {
	filters: [
		{ fieldname: "month", label: __("Month"), fieldtype: "Data", description: __("Like 2026-03; blank means the latest frozen month") },
		{ fieldname: "unit_kind", label: __("Unit Kind"), fieldtype: "Select", options: ["Village", "Agency"], default: "Village" },
	],
};
