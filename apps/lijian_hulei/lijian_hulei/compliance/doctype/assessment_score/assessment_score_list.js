frappe.listview_settings["Assessment Score"] = {
	add_fields: ["status", "veto"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.veto) return [__("Vetoed"), "red", "veto,=,1"];
		const colours = { Running: "gray", Published: "blue", Final: "green" };
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
	onload(list) {
		if (!frappe.user.has_role(["Governance Office", "Leading Group"])) return;
		list.page.add_inner_button(__("Count Scores"), () => ask(list, "count_scores", __("Count Scores")));
		list.page.add_inner_button(__("Publish Scores"), () => ask(list, "publish_scores", __("Publish Scores")));
	},
};

function ask(list, method, title) {
	frappe.prompt(
		[
			{ fieldname: "period_kind", fieldtype: "Select", label: __("Period Kind"), options: ["Quarter", "Year"], default: "Quarter", reqd: 1 },
			{ fieldname: "day", fieldtype: "Date", label: __("A Day of the Period"), default: frappe.datetime.get_today(), reqd: 1 },
		],
		async (values) => {
			await frappe.xcall(`lijian_hulei.api.accountability.${method}`, values);
			list.refresh();
		},
		title
	);
}
