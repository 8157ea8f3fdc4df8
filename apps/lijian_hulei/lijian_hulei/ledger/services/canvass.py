"""The yearly canvass (plan part 2 section 2, requirement R11): what was counted, and one for each area and year."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.ledger.services.errors import CanvassError

DEADLINE = (1, 31)
"""31 January: the plan's own date, unless Hulei Settings say another."""
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def check_canvass(doc) -> None:
	"""Raises CanvassError for an impossible year or day, more unreachable than minors, or a second canvass."""
	completed_on = getdate(doc.completed_on)
	if not EARLIEST_YEAR <= cint(doc.year) <= LATEST_YEAR:
		_refuse(_("Please give the year with four digits, for example {0}.").format(getdate().year))
	if completed_on > getdate():
		_refuse(_("Completed On lies in the future."))
	if completed_on.year not in (cint(doc.year) - 1, cint(doc.year)):
		_refuse(_("Completed On does not lie in the year of this canvass or the year before."))
	other = frappe.db.get_value(
		"Canvass",
		{"area": doc.area, "year": doc.year, "docstatus": ("<", 2), "name": ("!=", doc.name or "")},
		"name",
	)
	if other:
		_refuse(
			_("This area already has a canvass for {0}: {1}. Please correct that one.").format(
				doc.year, other
			)
		)


def count_canvass(doc) -> None:
	"""Fills in what the ledger holds for the area and everything below it on the day of submission."""
	lft, rgt = frappe.db.get_value("Area", doc.area, ["lft", "rgt"])
	doc.households_checked = _count("Household", lft, rgt)
	doc.minors_checked = _count("Minor", lft, rgt, status=MinorStatus.ACTIVE.value)
	doc.is_late = int(getdate(doc.completed_on) > deadline_of(cint(doc.year)))
	if cint(doc.unreachable) > doc.minors_checked:
		_refuse(
			_("{0} minors could not be reached, but the ledger of this area holds only {1}.").format(
				doc.unreachable, doc.minors_checked
			)
		)


def deadline_of(year: int) -> date:
	month, day = DEADLINE
	if frappe.db.exists("DocType", "Hulei Settings"):
		settings = frappe.get_cached_doc("Hulei Settings")
		month, day = cint(settings.get("canvass_month")) or month, cint(settings.get("canvass_day")) or day
	return getdate(f"{year}-{month:02d}-{day:02d}")


def _count(doctype: str, lft: int, rgt: int, **filters: str) -> int:
	record, area = frappe.qb.DocType(doctype), frappe.qb.DocType("Area")
	query = (
		frappe.qb.from_(record)
		.join(area)
		.on(area.name == record.area)
		.select(frappe.query_builder.functions.Count("*"))
		.where((area.lft >= lft) & (area.rgt <= rgt))
	)
	for fieldname, value in filters.items():
		query = query.where(record[fieldname] == value)
	return query.run(pluck=True)[0]


def _refuse(message: str) -> None:
	frappe.throw(message, exc=CanvassError, title=_("Canvass"))
