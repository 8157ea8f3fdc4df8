frappe.listview_settings["Risk Factor"] = {
	hide_name_column: true,
	add_fields: ["enabled", "counts_in_plan"],

	get_indicator(doc) {
		if (!doc.enabled) return [__("Disabled"), "gray", "enabled,=,0"];
		if (!doc.counts_in_plan) return [__("Recorded Only"), "blue", "counts_in_plan,=,0"];
		return [__("Counts in the Plan"), "green", "counts_in_plan,=,1"];
	},
};
