frappe.query_reports["Grade Overview by Village"] = {
	filters: [{ fieldname: "area", label: __("Area"), fieldtype: "Link", options: "Area" }],

	// The row of sums has no record behind it; Frappe heads it in English.
	formatter(value, row, column, data, stock) {
		const shown = stock(value, row, column, data);
		return !data && shown === "Total" ? __("Total") : shown;
	},
};
