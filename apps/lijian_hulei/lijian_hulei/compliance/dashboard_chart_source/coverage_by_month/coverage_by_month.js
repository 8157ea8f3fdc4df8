frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Coverage by Month"] = {
	method: "lijian_hulei.api.desk_numbers.coverage_by_month",
	filters: [],
};
