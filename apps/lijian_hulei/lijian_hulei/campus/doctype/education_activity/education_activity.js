frappe.ui.form.on("Education Activity", {
	setup(frm) {
		lijian_hulei.links.offer_schools(frm, "school");
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
		if (frm.is_new()) take_own(frm);
	},

	place_kind: follow_place,

	refresh(frm) {
		follow_place(frm);
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
		frm.hulei_own = message;
		if (!frm.doc.organiser) frm.set_value("organiser", message.agency);
		if (!frm.doc.officer) frm.set_value("officer", message.officer);
		follow_place(frm);
	});
}

/** What is held in a village needs one; an office's own area is the township, where its other records belong. */
function follow_place(frm) {
	const in_village = frm.doc.place_kind === "Village";
	frm.toggle_display("area", frm.doc.place_kind !== "School");
	frm.toggle_reqd("area", in_village);
	const own = frm.hulei_own;
	if (!frm.is_new() || !own) return;
	const teaches = lijian_hulei.links.is_school(own.agency_type);
	const { school, area } = frm.doc;
	if (in_village && school) frm.set_value("school", "");
	if (in_village && area === own.area) frm.set_value("area", own.village || "");
	if (!in_village && !area) frm.set_value("area", own.area);
	if (frm.doc.place_kind !== "Unit" && !in_village && teaches && !school) frm.set_value("school", own.agency);
}
