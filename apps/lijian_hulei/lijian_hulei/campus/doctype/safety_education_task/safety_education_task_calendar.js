frappe.views.calendar["Safety Education Task"] = {
	field_map: { id: "name", start: "start", end: "end", title: "title", allDay: "allDay", color: "color" },
	// The calendar's own name for the language; Frappe asks it for "zh", which it does not know.
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang },
	get_events_method: "lijian_hulei.api.campus.safety_task_events",
};
