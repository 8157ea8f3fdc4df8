frappe.query_reports["Staff Check Rate by Unit"] = {
	filters: [{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" }],
};
