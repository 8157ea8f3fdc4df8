frappe.treeview_settings["Area"] = {
	breadcrumb: "Organisation",
	title: __("Areas"),
	get_tree_root: false,
	root_label: __("All Areas"),
	get_tree_nodes: "lijian_hulei.api.areas.get_tree_nodes",
	fields: [
		{ fieldtype: "Data", fieldname: "area_name", label: __("Area Name"), reqd: true },
		{
			fieldtype: "Data",
			fieldname: "code",
			label: __("Division Code"),
			reqd: true,
			description: __("It says by itself where the area belongs."),
		},
		{ fieldtype: "Check", fieldname: "is_community", label: __("Is an Urban Community") },
		{ fieldtype: "Check", fieldname: "is_sample_code", label: __("Code Is Made Up") },
	],
	ignore_fields: ["parent_area", "level"],
	onrender(node) {
		if (node.data && node.data.level_label && !node.is_root) {
			node.$tree_link.append($(`<span class="text-muted small"></span>`).text(` ${node.data.level_label}`));
		}
	},
};
