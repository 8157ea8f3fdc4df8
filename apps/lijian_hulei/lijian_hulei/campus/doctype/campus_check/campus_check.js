frappe.ui.form.on("Campus Check", {
	setup(frm) {
		lijian_hulei.links.offer_schools(frm, "school");
		lijian_hulei.links.offer_officers(frm, "lead_officer");
		lijian_hulei.links.offer(
			frm,
			"guidance_note",
			() => ({ kind: "Campus Protection", agency: frm.doc.school || "", status: ["!=", "Draft"] }),
			__("Only guidance on campus protection given to this school is listed.")
		);
	},

	onload(frm) {
		if (!frm.is_new() || frm.doc.checking_agency) return;
		frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
			if (!frm.is_new() || !message?.agency) return;
			frm.set_value({ checking_agency: message.agency, lead_officer: message.officer });
			const teaches = lijian_hulei.links.is_school(message.agency_type);
			if (teaches) frm.set_value("school", message.agency);
		});
	},

	refresh(frm) {
		if (frm.is_new()) frm.set_intro(__("Choose the school and save: the list of defences appears."), "blue");
		else if (frm.doc.docstatus === 0 && frm.perm[0]?.write) {
			frm.add_custom_button(__("Everything Is There"), () => {
				for (const row of frm.doc.items) {
					if (row.answer_type !== "Number" && !row.answer)
						frappe.model.set_value(row.doctype, row.name, "answer", "Present");
				}
				frm.refresh_field("items");
			});
		}
		const grid = frm.get_field("items").grid;
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
	},
});
