frappe.ui.form.on("Control Record", {
	setup(frm) {
		lijian_hulei.links.offer_officers(frm, "officer");
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.officer) {
			frappe.call({ method: "lijian_hulei.api.desk.my_day", type: "GET" }).then(({ message }) => {
				if (frm.is_new() && message?.officer) frm.set_value("officer", message.officer);
			});
		}
	},

	refresh(frm) {
		// Who may not open the register cannot search it: the number comes from the list of contacts due.
		if (frm.is_new() && !frm.doc.person) frm.set_intro(__("Choose a number from the contacts due in the list."), "blue");
		if (!frappe.model.can_read("Restricted Person")) frm.set_df_property("person", "read_only", 1);
	},
});
