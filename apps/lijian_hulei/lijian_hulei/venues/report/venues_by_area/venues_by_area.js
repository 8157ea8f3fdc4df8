frappe.query_reports["Venues by Area"] = {
	tree: true,
	name_field: "key",
	parent_field: "parent_key",
	initial_depth: 2,
	filters: [
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{
			fieldname: "state",
			label: __("State"),
			fieldtype: "Select",
			options: [
				"",
				{ value: "Rectification Overdue", label: __("Rectification Overdue") },
				{ value: "Long Not Inspected", label: __("Long Not Inspected") },
				{ value: "Rectification Under Way", label: __("Rectification Under Way") },
				{ value: "Inspections Missing", label: __("Inspections Missing") },
				{ value: "In Order", label: __("In Order") },
				{ value: "Not in Scope", label: __("Not in Scope") },
				{ value: "Not Operating", label: __("Not Operating") },
			],
		},
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (!data) return shown;
		if (column.fieldname === "state_name" && data.state_colour) {
			return `<span style="color:${data.state_colour};font-weight:600">● ${shown}</span>`;
		}
		if (column.fieldname === "title" && data.venue) {
			return `<a href="/app/venue/${encodeURIComponent(data.venue)}">${frappe.utils.escape_html(data.title)}</a>`;
		}
		return column.fieldname === "title" ? `<b>${shown}</b>` : shown;
	},
};
