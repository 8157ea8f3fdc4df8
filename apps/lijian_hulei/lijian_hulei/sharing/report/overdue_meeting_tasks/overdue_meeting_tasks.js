frappe.query_reports["Overdue Meeting Tasks"] = {
	filters: [{ fieldname: "agency", label: __("Agency"), fieldtype: "Link", options: "Agency" }],
};
