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
	const doctype = table ? frappe.meta.get_docfield(frm.doctype, table).options : frm.doctype;
	// Documents and rows get copies of the first; what is open has its copy already.
	frappe.meta.get_docfield(doctype, field).filter_description = note;
	if (table) frm.fields_dict[table].grid.update_docfield_property(field, "filter_description", note);
	else frm.get_docfield(field).filter_description = note;
};

lijian_hulei.links.offer_officers = (frm, field, table) =>
	lijian_hulei.links.offer(frm, field, { status: "Active" }, __("Only officers in post are listed."), table);
