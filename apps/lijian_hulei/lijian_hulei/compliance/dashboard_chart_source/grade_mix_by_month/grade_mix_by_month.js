frappe.provide("frappe.dashboards.chart_sources");

frappe.dashboards.chart_sources["Grade Mix by Month"] = {
	method: "lijian_hulei.api.desk_pictures.grade_mix_by_month",
	filters: [],
};
