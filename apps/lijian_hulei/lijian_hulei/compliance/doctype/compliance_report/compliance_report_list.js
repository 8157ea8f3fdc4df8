frappe.listview_settings["Compliance Report"] = {
	add_fields: ["unit_kind", "version", "rate"],
	hide_name_column: true,
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("To Be Issued"), "orange", "docstatus,=,0"];
		if (doc.docstatus === 2) return [__("Replaced"), "gray", "docstatus,=,2"];
		return [__("Frozen"), "green", "docstatus,=,1"];
	},

	onload(listview) {
		if (!frappe.user.has_role(["Governance Office", "Protection Office"])) return;
		listview.page.add_inner_button(__("Run Month"), () => run_month());
		frappe.realtime.on("compliance_month", ({ month }) => {
			frappe.hide_progress();
			frappe.show_alert({ message: __("Month {0} is up to date", [month]), indicator: "green" });
			listview.refresh();
		});
	},
};

function run_month() {
	frappe.prompt(
		[
			{
				fieldname: "month",
				fieldtype: "Data",
				label: __("Month"),
				default: frappe.datetime.get_today().slice(0, 7),
				description: __("Like 2026-03. A month that is over is frozen."),
				reqd: 1,
			},
		],
		({ month }) =>
			frappe
				.call({ method: "lijian_hulei.api.desk.run_month", args: { month } })
				.then(() => frappe.show_alert(__("Month {0} is being worked out", [month]))),
		__("Run Month"),
		__("Run Month")
	);
}
