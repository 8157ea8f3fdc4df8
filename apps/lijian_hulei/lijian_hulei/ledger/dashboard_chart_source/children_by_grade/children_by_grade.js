frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Children by Grade"] = {
	method: "lijian_hulei.api.desk_numbers.grade_mix",
	filters: [],
};
