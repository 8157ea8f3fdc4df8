frappe.views.calendar["Visit"] = {
	field_map: { id: "name", start: "start", end: "end", title: "title", allDay: "allDay", color: "color" },
	get_events_method: "lijian_hulei.api.desk.visit_events",
};
