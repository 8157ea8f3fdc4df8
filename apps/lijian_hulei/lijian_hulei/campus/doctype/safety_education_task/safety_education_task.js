frappe.ui.form.on("Safety Education Task", {
	refresh(frm) {
		if (frm.doc.done_on || !frappe.model.can_create("Education Activity")) return;
		frm.add_custom_button(__("Record an Activity"), () => {
			frappe.new_doc("Education Activity", { kind: kind_of(frm.doc) });
		});
	},
});

function kind_of({ reminder, for_whom }) {
	if (reminder === "Daily Dismissal") return "dismissal_reminder";
	const kind = reminder === "Before Holiday" ? "before_holiday" : "within_holiday";
	return for_whom === "Village" ? `village_${kind}` : kind;
}
