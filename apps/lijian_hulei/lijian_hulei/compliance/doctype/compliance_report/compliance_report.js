frappe.ui.form.on("Compliance Report", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.docstatus === 0) {
			frm.set_intro(__("The figures are fixed. Edit the text, add problems and measures, then send the bulletin for approval."), "blue");
		}
		if (frappe.user.has_role(["Governance Office", "Protection Office"])) {
			frm.add_custom_button(__("Export to Excel"), () => export_to_excel(frm));
		}
		frm.add_custom_button(__("Overdue Obligations"), () => {
			frappe.set_route("List", "Obligation", {
				status: "Overdue",
				due_at: ["between", [frm.doc.period_start, frm.doc.period_end]],
				...(frm.doc.agency ? { agency: frm.doc.agency } : {}),
			});
		});
		show_rates(frm);
	},
});

function export_to_excel(frm) {
	frappe.prompt(
		[{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 }],
		({ reason }) => open_url_post("/api/method/lijian_hulei.api.desk.export_report", { name: frm.doc.name, reason }),
		__("Export to Excel"),
		__("Export")
	);
}

function show_rates(frm) {
	const { met, met_late, overdue, obligations } = frm.doc;
	if (!obligations) return;
	const share = (number) => `${Math.round((100 * number) / obligations)}%`;
	frm.dashboard.add_progress(__("Duties"), [
		{ title: __("Met: {0}", [met]), width: share(met), progress_class: "progress-bar-success" },
		{ title: __("Met Late: {0}", [met_late]), width: share(met_late), progress_class: "progress-bar-warning" },
		{ title: __("Overdue: {0}", [overdue]), width: share(overdue), progress_class: "progress-bar-danger" },
	]);
}
