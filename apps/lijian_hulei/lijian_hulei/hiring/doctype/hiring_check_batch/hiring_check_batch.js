frappe.ui.form.on("Hiring Check Batch", {
	setup(frm) {
		lijian_hulei.links.offer_close_contact_units(frm, "agency");
		lijian_hulei.links.offer(
			frm,
			"worker",
			() => ({
				...(frm.doc.venue ? { venue: frm.doc.venue } : { agency: frm.doc.agency }),
				status: frm.doc.kind === "Pre-hire" ? "Applicant" : ["in", ["In Post", "In Post Unchecked"]],
			}),
			__("Only the unit's own people are listed: applicants before hiring, staff for the yearly check."),
			"workers"
		);
	},

	refresh(frm) {
		if (frm.doc.docstatus === 0) {
			frm.add_custom_button(__("Take Everybody Who Is Due"), () => take_due(frm));
		}
		if (frm.doc.docstatus === 1 && frm.doc.status !== "All Replied" && may_reply(frm)) {
			frm.set_intro(__("Enter the day and the number of the reply, then the answer for each person."), "blue");
			frm.add_custom_button(__("All Others: No Record"), () => {
				for (const row of frm.doc.workers) {
					if (!row.result) frappe.model.set_value(row.doctype, row.name, "result", "No Record");
				}
				if (!frm.doc.answered_on) frm.set_value("answered_on", frappe.datetime.get_today());
				if (!frm.doc.authority) frm.set_value("authority", "Public Security");
			});
		}
	},
});

const may_reply = (frm) => frm.get_perm(1, "write");

function take_due(frm) {
	if (!frm.doc.agency && !frm.doc.venue) {
		frappe.msgprint(__("Choose the unit or the venue first."));
		return;
	}
	frappe
		.call({
			method: "lijian_hulei.api.hiring.workers_to_check",
			type: "GET",
			args: { kind: frm.doc.kind, agency: frm.doc.agency, venue: frm.doc.venue },
		})
		.then(({ message }) => {
			const known = new Set((frm.doc.workers || []).map((row) => row.worker));
			frm.doc.workers = (frm.doc.workers || []).filter((row) => row.worker);
			for (const found of message || []) {
				if (known.has(found.worker)) continue;
				frappe.utils.add_link_title("Worker", found.worker, found.worker_name);
				frm.add_child("workers", { worker: found.worker, post: found.post, authorised_on: found.authorised_on });
			}
			frm.refresh_field("workers");
			if (!message?.length) {
				frappe.show_alert({ message: __("Nobody who agreed to be checked is due."), indicator: "green" });
			}
		});
}
