frappe.listview_settings["Campus Check"] = {
	onload: (list) => lijian_hulei.lists.title_by_link(list),
	add_fields: ["gaps"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return doc.gaps
			? [__("{0} Gaps", [doc.gaps]), "orange", "gaps,>,0"]
			: [__("No Gaps"), "green", "gaps,=,0"];
	},
};
