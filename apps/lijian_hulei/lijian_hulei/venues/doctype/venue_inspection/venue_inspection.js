frappe.ui.form.on("Venue Inspection", {
	setup(frm) {
		frm.set_query("venue", () => ({ filters: { status: ["!=", "Closed Down"] } }));
		frm.set_query("lead_inspector", () => ({ filters: { status: "Active" } }));
		frm.set_query("inspectors", () => ({ filters: { status: "Active" } }));
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.lead_inspector) {
			frappe.call({ method: "lijian_hulei.api.desk.my_day", type: "GET" }).then(({ message }) => {
				if (frm.is_new() && message?.officer) frm.set_value("lead_inspector", message.officer);
			});
		}
	},

	refresh(frm) {
		if (frm.is_new()) {
			frm.set_intro(__("Choose the venue and save: its checklist appears."), "blue");
		} else if (frm.doc.docstatus === 0 && frm.perm[0]?.write) {
			frm.add_custom_button(__("Everything Complies"), () => {
				for (const row of frm.doc.items) {
					if (!row.result) frappe.model.set_value(row.doctype, row.name, "result", "Pass");
				}
			});
		}
		frm.get_field("items").grid.cannot_add_rows = true;
		frm.get_field("items").grid.cannot_delete_rows = true;
	},
});
