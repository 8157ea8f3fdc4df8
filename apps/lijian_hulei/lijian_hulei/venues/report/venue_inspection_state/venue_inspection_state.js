frappe.query_reports["Venue Inspection State"] = {
	filters: [
		{
			fieldname: "month",
			label: __("Any Day of the Month"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" },
		{ fieldname: "only_missing", label: __("Only What Is Missing"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (column.fieldname === "venue_name" && data?.venue) {
			return `<a href="/app/venue/${encodeURIComponent(data.venue)}">${frappe.utils.escape_html(data.venue_name)}</a>`;
		}
		return column.fieldname === "missing" && data?.missing ? `<b class="text-danger">${shown}</b>` : shown;
	},
};
