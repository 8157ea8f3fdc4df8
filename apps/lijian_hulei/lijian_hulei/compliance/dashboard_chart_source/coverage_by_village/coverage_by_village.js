frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Coverage by Village"] = {
	method: "lijian_hulei.api.desk_numbers.coverage_by_village",
	filters: [],
};
