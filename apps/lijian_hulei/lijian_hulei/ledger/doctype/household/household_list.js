frappe.listview_settings["Household"] = {
	add_fields: ["is_focus", "focus_reason"],
	hide_name_column: true,

	get_indicator(doc) {
		if (!doc.is_focus) return [__("Ordinary Household"), "gray", "is_focus,=,0"];
		const colour = doc.focus_reason === "Grade" ? "red" : "orange";
		return [__("Under Special Attention"), colour, "is_focus,=,1"];
	},
};
