frappe.query_reports["Late and Missing Reports"] = {
	filters: [
		{ fieldname: "kind", label: __("Kind of Failure"), fieldtype: "Select", options: ["", "Late", "Missing"] },
		{ fieldname: "status", label: __("Review State"), fieldtype: "Select", options: ["", "To Be Reviewed", "No Fault", "Duty Not Met"] },
		{ fieldname: "agency", label: __("Unit Owing the Report"), fieldtype: "Link", options: "Agency" },
	],
};
