frappe.query_reports["Six Items by School"] = {
	filters: [
		{
			fieldname: "day",
			label: __("Any Day of the Half-Year"),
			fieldtype: "Date",
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "only_missing", label: __("Only What Is Missing"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, standard) {
		const shown = standard(value, row, column, data);
		if (column.fieldtype !== "Date") return shown;
		return value
			? `<span class="indicator-pill green">${shown}</span>`
			: `<span class="indicator-pill red">${__("Not Held")}</span>`;
	},
};
