frappe.ui.form.on("Education Activity", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"school",
			{ agency_type: ["in", ["school", "kindergarten", "training_institution"]] },
			__("Only schools, kindergartens and training institutions are listed.")
		);
		lijian_hulei.links.offer(
			frm,
			"area",
			{ level: ["in", ["Village", "Grid"]] },
			__("Only villages and grids are listed.")
		);
		lijian_hulei.links.offer_officers(frm, "officer");
		lijian_hulei.links.offer(
			frm,
			"vice_principal",
			() => ({ school: frm.doc.school || "" }),
			__("Only vice principals of the school chosen are listed.")
		);
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.organiser) take_own(frm);
	},

	kind(frm) {
		frm.toggle_display("area", frm.doc.place_kind !== "School");
	},

	refresh(frm) {
		frm.toggle_display("area", frm.doc.place_kind !== "School");
		if (frm.doc.docstatus === 1 && frm.doc.reminder && !frm.doc.safety_task) {
			frm.set_intro(
				__("No task of the school calendar fits this day: it is kept, but it fulfils no task."),
				"orange"
			);
		}
	},
});

/** Whom a new record is for; a school or a village is its own place. */
function take_own(frm) {
	frappe.call({ method: "lijian_hulei.api.campus.my_agency", type: "GET" }).then(({ message }) => {
		if (!frm.is_new() || !message?.agency) return;
		frm.set_value("organiser", message.agency);
		if (!frm.doc.officer) frm.set_value("officer", message.officer);
		const teaches = ["school", "kindergarten", "training_institution"].includes(message.agency_type);
		if (teaches && !frm.doc.school) frm.set_value("school", message.agency);
		// An office's own area is the township, which no activity is held for.
		else if (!frm.doc.area || frm.doc.area === message.area) frm.set_value("area", message.village || "");
	});
}
