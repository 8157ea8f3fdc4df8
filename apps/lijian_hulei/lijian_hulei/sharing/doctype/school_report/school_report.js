frappe.ui.form.on("School Report", {
	refresh(frm) {
		if (frm.doc.status === "Sent Up" && frm.doc.reply_due_on < frappe.datetime.get_today()) {
			frm.set_intro(__("The reply is overdue."), "red");
		} else if (frm.doc.status === "Draft" && !frm.is_new()) {
			frm.set_intro(__("Saved as a draft. Choose Send Up to report it."), "orange");
		}
	},
});
