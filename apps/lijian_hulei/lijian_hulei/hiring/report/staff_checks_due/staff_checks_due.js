frappe.query_reports["Staff Checks Due"] = {
	filters: [
		{ fieldname: "agency", label: __("Employing Unit"), fieldtype: "Link", options: "Agency" },
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
	],
};
