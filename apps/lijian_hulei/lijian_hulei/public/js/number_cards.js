// Number cards that a method counts: Frappe opens nothing when one is clicked. They open the report or list behind
// the number, if the officer has it.

const BEHIND = {
	"Children Without a Helper": ["query-report", "Minors Without Helper"],
	"Duty Coverage This Month": ["query-report", "Duty Coverage by Village"],
	"Leaders Without a Household": ["query-report", "Leaders Without Red Household"],
	"Rectifications Overdue": ["List", "Rectification Order"],
	"Venues Not Inspected This Month": ["query-report", "Venue Inspection State"],
	"Villages Canvassed This Year": ["List", "Canvass"],
};
const BODY = ".number-widget-box .widget-body";

const name_of = (body) => body.closest("[number_card_name]")?.getAttribute("number_card_name");

function route_of(body) {
	const route = BEHIND[name_of(body)];
	if (!route) return null;
	const [kind, name] = route;
	const has_it = kind === "List" ? frappe.model.can_read(name) : frappe.boot.user.all_reports[name];
	return has_it ? route : null;
}

$(document)
	.on("click", BODY, (event) => {
		const route = route_of(event.currentTarget);
		if (route) frappe.set_route(route);
	})
	.on("mouseenter", BODY, ({ currentTarget }) => {
		if (name_of(currentTarget) in BEHIND) currentTarget.style.cursor = route_of(currentTarget) ? "pointer" : "default";
	});
