frappe.ui.form.on("Grading Policy", {
	refresh(frm) {
		if (frm.is_new()) return;
		if (frappe.model.can_read("Minor")) {
			frm.add_custom_button(__("Try on the Ledger"), () =>
				frappe.set_route("query-report", "Grading Replay", { policy: frm.doc.name })
			);
		}
		if (frm.doc.docstatus === 1 && frappe.model.can_create("Grading Policy")) {
			frm.add_custom_button(__("New Version"), () => new_version(frm));
		}
		if (frm.doc.docstatus === 1 && frappe.model.can_create("Grading Policy") && !frm.doc.effective_to) {
			frm.add_custom_button(__("Grade Everybody Again"), () => grade_everybody());
		}
	},
});

function new_version(frm) {
	const copy = frappe.model.copy_doc(frm.doc);
	copy.supersedes = frm.doc.name;
	copy.effective_from = frappe.datetime.add_days(frappe.datetime.get_today(), 1);
	frappe.set_route("Form", copy.doctype, copy.name);
}

function grade_everybody() {
	frappe.confirm(__("Grade all active minors again by the policy in force?"), () =>
		frappe.call("lijian_hulei.api.grading.grade_everybody").then(({ message }) => {
			if (message) frappe.set_route("Form", "Grading Run", message);
		})
	);
}
