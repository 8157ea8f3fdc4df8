frappe.ui.form.on("Rectification Order", {
	refresh(frm) {
		const late = frm.doc.status === "To Be Rectified" && frm.doc.due_on < frappe.datetime.get_today();
		if (!frm.is_new() && late) frm.set_intro(__("The deadline has passed."), "red");
	},
});
