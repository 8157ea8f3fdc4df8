frappe.ui.form.on("Minor", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"household",
			() => (frm.doc.area ? { area: frm.doc.area } : {}),
			__("Once the village is chosen, only its households are listed.")
		);
	},

	refresh(frm) {
		if (window.lijian_hulei?.sealed) {
			lijian_hulei.sealed.bind(frm, "id_number");
			lijian_hulei.sealed.bind_grid(frm, "guardians", "phone");
		}
		if (frm.is_new()) return;
		show_grade(frm);
		show_next_duties(frm);
		add_care_buttons(frm);
		add_decision_buttons(frm);
	},

	household(frm) {
		if (!frm.doc.household) return;
		frappe.db.get_value("Household", frm.doc.household, "area").then((answer) => {
			if (answer.message?.area) frm.set_value("area", answer.message.area);
		});
	},
});

const GRADE_COLOURS = { Red: "red", Yellow: "yellow", Blue: "blue" };

function show_grade(frm) {
	const facts = [];
	if (frm.doc.birth_date) {
		facts.push(__("{0} years old", [moment().diff(frm.doc.birth_date, "years")]));
	}
	if (frm.doc.status !== "Active") {
		frm.page.set_indicator(__(frm.doc.status), "gray");
	} else if (frm.doc.grade) {
		frm.page.set_indicator(__(frm.doc.grade), GRADE_COLOURS[frm.doc.grade]);
	} else {
		frm.page.set_indicator(__("No Grade"), "gray");
	}
	if (frm.doc.grade_confirmation === "Awaiting") facts.push(__("This grade awaits confirmation"));
	if (frm.doc.grade_confirmation === "Objected") facts.push(__("An officer objects to this grade"));
	// Present only for those who may read case reasons.
	if (frm.doc.grade_reason) facts.push(frm.doc.grade_reason);
	frm.set_intro("");
	if (facts.length) {
		const text = facts.map((fact) => frappe.utils.escape_html(fact)).join(" · ");
		frm.set_intro(text, GRADE_COLOURS[frm.doc.grade] || "blue");
	}
}

function show_next_duties(frm) {
	if (!window.lijian_hulei?.desk?.next_duties) return;
	lijian_hulei.desk.next_duties(frm);
}

function add_care_buttons(frm) {
	if (frm.doc.status !== "Active") return;
	const values = { minor: frm.doc.name, household: frm.doc.household, area: frm.doc.area };
	for (const [doctype, label] of [
		["Visit", __("New Visit")],
		["Support Pairing", __("New Pairing")],
		["Follow Up", __("New Follow-up")],
	]) {
		if (frappe.model.can_create(doctype)) {
			frm.add_custom_button(label, () => frappe.new_doc(doctype, values), __("Create"));
		}
	}
}

function add_decision_buttons(frm) {
	if (frm.doc.grade_confirmation !== "Awaiting") return;
	frappe
		.call("lijian_hulei.api.grading.awaiting", { minor: frm.doc.name })
		.then(({ message }) => {
			if (message?.change) lijian_hulei.grades.offer_decision(frm, message.change);
		});
}

