frappe.listview_settings["Carer Check"] = {
	add_fields: ["result"],
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Draft"), "red", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Cancelled"), "gray", "docstatus,=,2"];
		const colours = { Suitable: "green", "Needs Help": "orange", Unsuitable: "red" };
		return [__(doc.result), colours[doc.result] || "gray", `result,=,${doc.result}`];
	},
};
