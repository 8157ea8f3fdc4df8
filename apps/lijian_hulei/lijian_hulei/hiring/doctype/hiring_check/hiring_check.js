frappe.ui.form.on("Hiring Check", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"worker",
			{ status: ["not in", ["Refused", "Dismissed", "Left"]] },
			__("Who was refused, dismissed or has left is left out.")
		);
	},

	refresh(frm) {
		if (frm.is_new()) return;
		const { result, decision } = frm.doc;
		if (!result && can_write(frm, "result")) {
			frm.add_custom_button(__("No Record"), () => reply(frm, "No Record"));
			frm.add_custom_button(__("Record Found"), () => reply(frm, "Record Found"));
		}
		if (result === "Record Found" && !decision && can_write(frm, "decision")) {
			frm.set_intro(__("A record was found: refuse or dismiss within three days and enter it here."), "red");
			frm.add_custom_button(__("Refused to Hire"), () => handle(frm, "Refused to Hire"), __("Handling"));
			frm.add_custom_button(__("Dismissed"), () => handle(frm, "Dismissed"), __("Handling"));
		}
	},
});

const can_write = (frm, fieldname) => frm.get_perm(frappe.meta.get_docfield(frm.doctype, fieldname).permlevel, "write");

function reply(frm, result) {
	frappe.prompt(
		[
			{
				fieldname: "authority",
				fieldtype: "Select",
				label: __("Replying Authority"),
				options: ["Public Security", "Procuratorate", "Education Authority"],
				default: "Public Security",
				reqd: 1,
			},
			{ fieldname: "answered_on", fieldtype: "Date", label: __("Replied On"), default: "Today", reqd: 1 },
			{ fieldname: "reply_number", fieldtype: "Data", label: __("Number of the Reply") },
		],
		(values) => frm.set_value({ ...values, result }).then(() => frm.save()),
		__("Reply: {0}", [__(result)]),
		__("Enter Reply")
	);
}

function handle(frm, decision) {
	frappe.prompt(
		[
			{ fieldname: "decision_on", fieldtype: "Date", label: __("Handled On"), default: "Today", reqd: 1 },
			{ fieldname: "decision_document", fieldtype: "Data", label: __("Number of the Decision") },
		],
		(values) => frm.set_value({ ...values, decision }).then(() => frm.save()),
		__(decision),
		__("Save")
	);
}
