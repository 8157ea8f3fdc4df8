frappe.ui.form.on("Control Summary", {
	setup(frm) {
		lijian_hulei.links.offer(frm, "area", { level: "Village" }, __("Only villages are listed."));
		lijian_hulei.links.offer_officers(frm, "officer");
	},

	onload(frm) {
		if (!frm.is_new()) return;
		if (!frm.doc.month) frm.set_value("month", frappe.datetime.get_today());
		frappe.call({ method: "lijian_hulei.api.desk.my_day", type: "GET" }).then(({ message }) => {
			if (frm.is_new() && !frm.doc.officer && message?.officer) frm.set_value("officer", message.officer);
		});
	},

	refresh(frm) {
		if (frm.is_new()) frm.set_intro(__("Save once: the numbers of the month are counted by themselves."), "blue");
	},
});
