frappe.views.calendar["Venue Inspection"] = {
	field_map: { start: "inspection_date", end: "inspection_date", id: "name", title: "title", allDay: "allDay" },
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang },
	get_events_method: "frappe.desk.calendar.get_events",
};
