frappe.query_reports["Rule Drift"] = {
	filters: [
		{
			fieldname: "days",
			label: __("In the Last Days"),
			fieldtype: "Int",
			default: 30,
		},
		{
			fieldname: "check_now",
			label: __("Compare All Grades Now"),
			fieldtype: "Check",
		},
	],
	onload(report) {
		if (frappe.model.can_read("Grade Drift")) {
			report.page.add_inner_button(__("Which Minors"), () =>
				frappe.set_route("List", "Grade Drift", "List")
			);
		}
		if (frappe.model.can_read("Server Script")) {
			report.page.add_inner_button(__("Server Scripts"), () =>
				frappe.set_route("List", "Server Script", "List")
			);
		}
	},
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "state" && data && data.indicator) {
			return `<span class="indicator-pill ${data.indicator}">${shown}</span>`;
		}
		return shown;
	},
};
