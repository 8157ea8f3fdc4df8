frappe.ui.form.on("Assessment Score", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frm.doc.status === "Published") {
			frm.set_intro(__("Appeals are possible until {0}.", [frappe.datetime.str_to_user(frm.doc.appeal_until)]), "blue");
			if (frappe.model.can_create("Assessment Appeal")) {
				frm.add_custom_button(__("Appeal"), () => appeal(frm));
			}
		}
		frm.fields_dict.deductions.grid.wrapper.on("click", "[data-fieldname=hits]", (event) => {
			const name = $(event.currentTarget).closest(".grid-row").attr("data-name");
			if (name) open_records(frm, locals["Assessment Deduction"][name]);
		});
		for (const row of frm.doc.deductions || []) {
			if (row.hits) frm.add_custom_button(row.rule_name, () => open_records(frm, row), __("Open the Records"));
		}
	},
});

const STATUS = {
	"Overdue Duty": "Overdue",
	"Duty Sent To The Office": "Overdue",
	"Late Duty": "Met Late",
	"Share Met In Time": "Met",
};

async function open_records(frm, row) {
	if (row.basis === "Accountability File Approved") return;
	const filters = {
		status: STATUS[row.basis],
		due_at: ["between", [frm.doc.period_start, frm.doc.period_end]],
	};
	if (row.basis === "Duty Sent To The Office") filters.escalation_level = [">=", 3];
	if (row.duty) filters.duty = row.duty;
	else if (row.requirement) {
		const duties = await frappe.db.get_list("Duty", { filters: { requirement: row.requirement }, pluck: "name" });
		filters.duty = ["in", duties];
	}
	if (frm.doc.agency) filters.agency = frm.doc.agency;
	else filters.area = ["descendants of (inclusive)", frm.doc.area];
	frappe.set_route("List", "Obligation", filters);
}

function appeal(frm) {
	const lines = (frm.doc.deductions || []).filter((row) => row.points < 0).map((row) => row.rule_name);
	frappe.prompt(
		[
			{ fieldname: "rule_name", fieldtype: "Select", label: __("Appealed Rule"), options: lines, reqd: 1 },
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
		],
		(values) => frappe.new_doc("Assessment Appeal", { score: frm.doc.name, ...values }),
		__("Appeal"),
		__("Continue")
	);
}
