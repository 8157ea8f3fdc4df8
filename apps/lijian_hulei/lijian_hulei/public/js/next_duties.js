frappe.provide("lijian_hulei.desk");

const DUTY_COLOURS = { Open: "blue", Overdue: "red" };

/** Shows on any form what its record still owes, soonest first. */
lijian_hulei.desk.next_duties = function (frm) {
	const { doctype, name } = frm.doc;
	frappe
		.call({
			method: "lijian_hulei.api.desk.next_duties",
			type: "GET",
			args: { doctype, name },
		})
		.then(({ message }) => {
			if (frm.doc.name !== name || !message?.length) return;
			frm.dashboard.add_section(`<div class="hulei-duties">${message.map(duty_line).join("")}</div>`, __("Next Duties"));
			frm.dashboard.show();
		});
};

function duty_line(duty) {
	const escape = frappe.utils.escape_html;
	const due = frappe.datetime.str_to_user(duty.due_at);
	return `<div class="row mb-1">
		<div class="col-sm-6">${escape(duty.title)}</div>
		<div class="col-sm-3">${__("due {0}", [due])}</div>
		<div class="col-sm-3"><span class="indicator-pill ${DUTY_COLOURS[duty.status]}">
			${__(duty.status)} ${duty.done}/${duty.required}</span></div>
	</div>`;
}
