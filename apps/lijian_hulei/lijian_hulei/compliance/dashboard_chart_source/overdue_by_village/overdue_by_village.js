frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Overdue by Village"] = {
	method: "lijian_hulei.api.desk_numbers.overdue_by_village",
	filters: [],
};
