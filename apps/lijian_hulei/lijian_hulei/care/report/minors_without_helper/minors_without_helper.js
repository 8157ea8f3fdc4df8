frappe.query_reports["Minors Without Helper"] = {
	filters: [{ fieldname: "grade", label: __("Grade"), fieldtype: "Select", options: ["", "Red", "Yellow", "Blue"] }],
};
