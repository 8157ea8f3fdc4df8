frappe.query_reports["Leading Group Overview"] = {
	filters: [{ fieldname: "month", label: __("Month"), fieldtype: "Date", default: frappe.datetime.get_today() }],
};
