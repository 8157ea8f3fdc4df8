frappe.listview_settings["Confidentiality Pledge"] = {
	formatters: { agency: (value, df) => frappe.utils.get_link_title(df.options, value) || value },
	add_fields: ["is_complete"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		return doc.is_complete
			? [__("Signed by Everybody"), "green", "is_complete,=,1"]
			: [__("Signatures Missing"), "orange", "is_complete,=,0"];
	},
};
