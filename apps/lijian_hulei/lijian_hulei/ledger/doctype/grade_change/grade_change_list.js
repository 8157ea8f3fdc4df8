frappe.listview_settings["Grade Change"] = {
	add_fields: ["confirmation", "to_grade"],
	hide_name_column: true,

	onload(list) {
		const may_decide =
			frappe.user.has_role("Protection Office") || frappe.user.has_role("Governance Office");
		if (!may_decide) return;
		list.page.add_actions_menu_item(__("Confirm Grades"), () => {
			const changes = list.get_checked_items(true);
			frappe.confirm(__("Confirm {0} grades in your name?", [changes.length]), () =>
				frappe
					.call("lijian_hulei.api.grading.confirm_many", { changes })
					.then(() => list.refresh())
			);
		});
	},

	get_indicator(doc) {
		const colours = { Awaiting: "orange", Confirmed: "green", Objected: "red", Superseded: "gray" };
		if (!doc.confirmation) return [__("Literal Reading Only"), "gray", "confirmation,=,"];
		return [__(doc.confirmation), colours[doc.confirmation], `confirmation,=,${doc.confirmation}`];
	},
};
