frappe.listview_settings["Venue"] = {
	hide_name_column: true,
	formatters: { area: lijian_hulei.link_title },
	add_fields: ["status", "last_result", "open_orders"],
	get_indicator(doc) {
		if (doc.status !== "Operating") return [__(doc.status), "gray", `status,=,${doc.status}`];
		if (doc.open_orders) return [__("Rectification under way"), "orange", "open_orders,>,0"];
		if (!doc.last_result) return [__("Not yet inspected"), "red", "last_result,=,"];
		const colour = doc.last_result === "Passed" ? "green" : "red";
		return [__(doc.last_result), colour, `last_result,=,${doc.last_result}`];
	},
};
