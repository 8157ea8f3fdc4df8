frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Visits per Week"] = {
	method: "lijian_hulei.api.desk_numbers.visits_per_week",
	filters: [],
};
