frappe.listview_settings["Venue Inspection"] = {
	hide_name_column: true,
	add_fields: ["outcome", "failed_items"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		const colour = doc.outcome === "Passed" ? "green" : "orange";
		return [__(doc.outcome), colour, `outcome,=,${doc.outcome}`];
	},
};
