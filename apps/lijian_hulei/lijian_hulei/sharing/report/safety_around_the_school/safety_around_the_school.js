frappe.query_reports["Safety Around the School"] = {
	filters: [{ fieldname: "school", label: __("School"), fieldtype: "Link", options: "Agency" }],
};
