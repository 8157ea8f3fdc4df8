"""Choices of Select fields that staff have added to, by hand or by a state of a workflow."""

import frappe
from frappe.custom.doctype.property_setter.property_setter import make_property_setter

from lijian_hulei.customising.limits import is_ours


def offer_states(doc, method: str | None = None) -> None:
	"""Hook on_update of Workflow: its states are choices of the field that holds the state.

	Frappe refuses a record whose Select field holds anything else, so an added state could not be reached.
	Choices are only added; a state that is taken out again stays one.
	"""
	if not is_ours(doc.document_type):
		return
	field = frappe.get_meta(doc.document_type).get_field(doc.workflow_state_field)
	if not field or field.fieldtype != "Select":
		return
	known = (field.options or "").split("\n")
	added = [state for state in dict.fromkeys(row.state for row in doc.states) if state not in known]
	if added:
		make_property_setter(
			doc.document_type,
			field.fieldname,
			"options",
			"\n".join([*known, *added]),
			"Text",
			validate_fields_for_doctype=False,
		)
		# Frappe empties the cache before it writes, and the checks of the writing fill it again.
		frappe.clear_cache(doctype=doc.document_type)


def take_over_shipped() -> None:
	"""After every migration: a choice that the app has got since stands beside those of the town.

	The town's list replaces the app's, so a new state of the app would be refused where the town has added one.
	"""
	setter, field = frappe.qb.DocType("Property Setter"), frappe.qb.DocType("DocField")
	rows = (
		frappe.qb.from_(setter)
		.join(field)
		.on((field.parent == setter.doc_type) & (field.fieldname == setter.field_name))
		.select(setter.name, setter.doc_type, setter.value, field.options)
		.where(
			(setter.property == "options") & (field.fieldtype == "Select") & (field.parenttype == "DocType")
		)
		.run()
	)
	for name, doctype, value, shipped in rows:
		own, coming = (value or "").split("\n"), (shipped or "").split("\n")
		if is_ours(doctype) and set(coming) - set(own):
			together = [*coming, *(choice for choice in own if choice not in coming)]
			frappe.db.set_value("Property Setter", name, "value", "\n".join(together), update_modified=False)
			frappe.clear_cache(doctype=doctype)
