frappe.views.calendar["Venue Inspection"] = {
	field_map: { id: "name", start: "start", end: "end", title: "title", allDay: "allDay" },
	// The calendar's own name for the language; Frappe asks it for "zh", which it does not know.
	// At a month's end many venues fall due on one day: the day shows some and how many more.
	options: { locale: frappe.boot.lang === "zh" ? "zh-cn" : frappe.boot.lang, eventLimit: true },
	get_css_class: (event) => event.tone,
	get_events_method: "lijian_hulei.api.venues.inspection_events",
};
