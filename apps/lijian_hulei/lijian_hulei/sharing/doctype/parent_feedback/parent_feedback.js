frappe.ui.form.on("Parent Feedback", {
	refresh(frm) {
		if (frm.is_new()) return;
		const open = ["Received", "Being Dealt With"].includes(frm.doc.status);
		frm.toggle_enable("content", false);
		if (open && frm.doc.due_on < frappe.datetime.get_today()) frm.set_intro(__("The answer is overdue."), "red");
		if (!open || frappe.user_roles.includes("Governance Office")) return;
		frm.add_custom_button(__("Not Ours: Return to the Office"), () => {
			frappe.prompt(
				{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
				async ({ reason }) => {
					await frappe.xcall("lijian_hulei.api.sharing.return_feedback", { feedback_name: frm.doc.name, reason });
					frappe.set_route("List", "Parent Feedback");
				},
				__("Return to the Office"),
			);
		});
	},
});
