frappe.ui.form.on("Worker", {
	setup(frm) {
		lijian_hulei.links.offer_close_contact_units(frm, "agency");
		lijian_hulei.links.offer_venues(frm, "venue");
	},

	refresh(frm) {
		lijian_hulei.sealed.bind(frm, "id_number");
		lijian_hulei.sealed.bind(frm, "phone");
		if (frm.is_new()) {
			frm.set_intro(__("Enter the person before the first day of work: the check comes first."), "blue");
			return;
		}
		show_state(frm);
		add_steps(frm);
	},
});

const OVER = ["Refused", "Dismissed", "Left"];

function show_state(frm) {
	const { status, last_checked_on, next_check_due_on } = frm.doc;
	if (OVER.includes(status)) return;
	if (!frm.doc.authorised_on) {
		frm.set_intro(__("The signed authorisation is missing: no check can be asked for yet."), "orange");
	} else if (!last_checked_on) {
		frm.set_intro(__("Never checked. Ask for a check now."), "red");
	} else if (next_check_due_on && next_check_due_on < frappe.datetime.get_today()) {
		frm.set_intro(__("The yearly check is overdue since {0}.", [frappe.datetime.str_to_user(next_check_due_on)]), "red");
	}
}

function add_steps(frm) {
	const { status, authorised_on } = frm.doc;
	if (!OVER.includes(status) && authorised_on && frappe.model.can_create("Hiring Check")) {
		frm.add_custom_button(__("Ask for a Check"), () =>
			frappe.new_doc("Hiring Check", {
				worker: frm.doc.name,
				agency: frm.doc.agency,
				kind: status === "Applicant" ? "Pre-hire" : "Periodic",
			})
		);
	}
	if (!frm.perm[0]?.write) return;
	if (status === "Applicant" && frm.doc.last_checked_on && frm.doc.first_day <= frappe.datetime.get_today()) {
		add_status_button(frm, __("Has Started Work"), "In Post");
	}
	if (["In Post", "In Post Unchecked", "Work Stopped"].includes(status)) add_status_button(frm, __("Has Left"), "Left");
}

function add_status_button(frm, label, status) {
	frm.add_custom_button(label, () =>
		frappe.confirm(__("{0}: {1}?", [label, frm.doc.worker_name]), () => {
			frm.set_value({ status, status_on: frappe.datetime.get_today() });
			frm.save();
		})
	);
}
