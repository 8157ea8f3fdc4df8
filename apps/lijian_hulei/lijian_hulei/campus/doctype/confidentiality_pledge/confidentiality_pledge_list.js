frappe.listview_settings["Confidentiality Pledge"] = {
	onload: (list) => lijian_hulei.lists.title_by_link(list),
	add_fields: ["is_complete"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return doc.is_complete
			? [__("Signed by Everybody"), "green", "is_complete,=,1"]
			: [__("Signatures Missing"), "orange", "is_complete,=,0"];
	},
};
