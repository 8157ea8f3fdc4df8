"""A household that moves takes its minors with it."""

import frappe
from frappe import _

from lijian_hulei.access import scope
from lijian_hulei.ledger.services.errors import WrongPlace


def refuse_area_of_others(doc) -> None:
	"""Only who may see both places moves a family from one to the other; the list of the old one loses it."""
	if not scope.permits(doc):
		frappe.throw(
			_(
				"Your post does not reach the new area. Please ask the Protection Office to move the household."
			),
			exc=WrongPlace,
			title=_("Area"),
		)


def area_moved(doc) -> None:
	"""After a household is written: its minors live where it lives. One statement."""
	before = doc.get_doc_before_save()
	if before and before.area != doc.area:
		minor = frappe.qb.DocType("Minor")
		frappe.qb.update(minor).set(minor.area, doc.area).where(minor.household == doc.name).run()
