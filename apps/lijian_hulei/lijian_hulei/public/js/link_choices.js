// Link boxes with narrowed choices say so in a sentence; Frappe's own names the field and its stored word.
frappe.provide("lijian_hulei.links");

/**
 * In `setup` of a form: `field` (of the rows of `table`, if given) offers only what matches `filters`, an object or a
 * function that gives one; `note` is the translated sentence below the choices. Kinds and units that are switched off
 * need no filter: Frappe leaves them out.
 */
lijian_hulei.links.offer = (frm, field, filters, note, table) => {
	const query = () => ({ filters: typeof filters === "function" ? filters() : { ...filters } });
	if (table) frm.set_query(field, table, query);
	else frm.set_query(field, query);
	const tell = (form) => {
		if (table) form.fields_dict[table].grid.update_docfield_property(field, "filter_description", note);
		else form.get_docfield(field).filter_description = note;
	};
	tell(frm);
	frappe.ui.form.on(frm.doctype, "refresh", tell); // every document and every row has fields of its own
};

// TAUGHT in campus/services/agencies.py, which refuses others.
const SCHOOLS = ["school", "kindergarten", "training_institution"];

Object.assign(lijian_hulei.links, {
	is_school: (agency_type) => SCHOOLS.includes(agency_type),

	offer_officers: (frm, field, table) =>
		lijian_hulei.links.offer(frm, field, { status: "Active" }, __("Only officers in post are listed."), table),

	offer_minors: (frm, field) =>
		lijian_hulei.links.offer(frm, field, { status: "Active" }, __("Only minors on the ledger now are listed.")),

	offer_schools: (frm, field) =>
		lijian_hulei.links.offer(
			frm,
			field,
			{ agency_type: ["in", SCHOOLS] },
			__("Only schools, kindergartens and training institutions are listed.")
		),

	offer_close_contact_units: (frm, field) =>
		lijian_hulei.links.offer(
			frm,
			field,
			{ is_close_contact_unit: 1 },
			__("Only units in close contact with minors are listed.")
		),

	offer_stations: (frm, field) =>
		lijian_hulei.links.offer(frm, field, { agency_type: "police_station" }, __("Only police stations are listed.")),

	offer_venues: (frm, field) =>
		lijian_hulei.links.offer(
			frm,
			field,
			{ status: ["!=", "Closed Down"] },
			__("Venues that were closed down are left out.")
		),
});
