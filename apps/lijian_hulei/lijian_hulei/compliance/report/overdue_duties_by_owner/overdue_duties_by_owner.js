frappe.query_reports["Overdue Duties by Owner"] = {
	filters: [{ fieldname: "duty", label: __("Duty"), fieldtype: "Link", options: "Duty" }],
};
