frappe.query_reports["Grade Overview by Village"] = {
	filters: [{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" }],
};
