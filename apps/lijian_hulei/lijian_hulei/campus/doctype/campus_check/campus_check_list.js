frappe.listview_settings["Campus Check"] = {
	formatters: { school: (value, df) => frappe.utils.get_link_title(df.options, value) || value },
	add_fields: ["gaps"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return doc.gaps
			? [__("{0} Gaps", [doc.gaps]), "orange", "gaps,>,0"]
			: [__("No Gaps"), "green", "gaps,=,0"];
	},
};
