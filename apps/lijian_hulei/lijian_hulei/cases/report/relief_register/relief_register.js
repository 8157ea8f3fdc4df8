frappe.query_reports["Relief Register"] = {
	filters: [
		{ fieldname: "status", label: __("State of Relief"), fieldtype: "Select", options: ["", "Draft", "Proposed", "Approved", "Rejected", "Relief Ended"] },
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{ fieldname: "relief_type", label: __("Kind of Relief"), fieldtype: "Link", options: "Relief Type" },
		{ fieldname: "agency", label: __("Agency in Charge"), fieldtype: "Link", options: "Agency" },
		{ fieldname: "from_date", label: __("From Date"), fieldtype: "Date" },
		{ fieldname: "to_date", label: __("To Date"), fieldtype: "Date" },
	],
};
