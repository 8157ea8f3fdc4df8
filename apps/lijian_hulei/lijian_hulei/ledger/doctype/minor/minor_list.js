frappe.listview_settings["Minor"] = {
	add_fields: ["grade", "status", "grade_confirmation"],
	hide_name_column: true,

	get_indicator(doc) {
		if (doc.status !== "Active") return [__(doc.status), "gray", `status,=,${doc.status}`];
		const colours = { Red: "red", Yellow: "yellow", Blue: "blue" };
		if (doc.grade) return [__(doc.grade), colours[doc.grade], `grade,=,${doc.grade}`];
		return [__("No Grade"), "gray", "grade,=,"];
	},
};
