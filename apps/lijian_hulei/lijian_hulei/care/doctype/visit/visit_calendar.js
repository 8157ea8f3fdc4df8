frappe.views.calendar["Visit"] = {
	field_map: { id: "name", start: "start", end: "end", title: "title", allDay: "allDay" },
	// The calendar's own name for the language; Frappe asks it for "zh", which it does not know.
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang },
	get_css_class: (event) => event.tone,
	get_events_method: "lijian_hulei.api.desk.visit_events",
};
