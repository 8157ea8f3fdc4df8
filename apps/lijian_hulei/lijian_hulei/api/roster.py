"""Roster imports: the template, and the steps of one import. Each call answers for one document the user may open."""

from __future__ import annotations

import frappe
from frappe import _

from lijian_hulei.access.guards import require_document
from lijian_hulei.access.scope import user_scope
from lijian_hulei.importing import choices, progress, workbook
from lijian_hulei.importing.columns import SCHOOL_ROSTER, VILLAGE_LEDGER
from lijian_hulei.importing.lookups import Places, areas_of_user
from lijian_hulei.importing.start import enqueue_check, enqueue_import, is_running

DOCTYPE = progress.DOCTYPE


class RosterStepRefused(frappe.ValidationError):
	"""The step does not fit the import's state."""


@frappe.whitelist(methods=["GET"])
def template(kind: str = VILLAGE_LEDGER) -> None:
	"""The empty roster as a download, its lists cut to the villages and schools of the user."""
	if not frappe.has_permission(DOCTYPE, "create"):
		_refuse(_("Your post does not import rosters."), _("Not Permitted"), frappe.PermissionError)
	if kind not in (VILLAGE_LEDGER, SCHOOL_ROSTER):
		kind = VILLAGE_LEDGER
	frappe.response["filename"] = f"{_('Roster Template')}.xlsx"
	frappe.response["filecontent"] = workbook.template(kind, _lists(kind))
	frappe.response["type"] = "binary"


@frappe.whitelist(methods=["POST"])
def check(name: str) -> dict[str, object]:
	"""Starts the dry run: every row is read and judged, nothing is written into the ledger."""
	doc = require_document(DOCTYPE, name, "write")
	_require_idle(doc)
	_require_file(doc)
	enqueue_check(doc.name, frappe.session.user)
	return _state(doc.name)


@frappe.whitelist(methods=["POST"])
def start(name: str) -> dict[str, object]:
	"""Queues the import of a checked roster, or continues one that was interrupted."""
	doc = require_document(DOCTYPE, name, "write")
	_require_idle(doc)
	_require_file(doc)
	if doc.status != progress.CHECKED and not (
		doc.cursor and doc.status in (progress.FAILED, *progress.AT_WORK)
	):
		_refuse(_("Check the roster first; then import it."), _("Not Checked Yet"))
	enqueue_import(doc.name, frappe.session.user)
	return _state(doc.name)


@frappe.whitelist(methods=["POST"])
def cancel(name: str) -> dict[str, object]:
	"""Stops before the next batch. What was imported before stays, complete."""
	doc = require_document(DOCTYPE, name, "write")
	if doc.status not in progress.AT_WORK:
		_refuse(_("Nothing is running that could be cancelled."), _("Not Running"))
	progress.store(doc.name, status=progress.CANCELLED)
	return _state(doc.name)


@frappe.whitelist(methods=["GET"])
def state(name: str) -> dict[str, object]:
	"""Status and percent of an import, for a page without a realtime connection."""
	return _state(require_document(DOCTYPE, name, "read").name)


def _state(name: str) -> dict[str, object]:
	return frappe.db.get_value(DOCTYPE, name, ["status", "percent"], as_dict=True)


def _require_idle(doc) -> None:
	if doc.status == progress.DONE:
		_refuse(_("This import is done. Make a new one for another file."), _("Already Done"))
	if doc.status in progress.AT_WORK and is_running(doc.name):
		_refuse(_("This import is at work. Wait for it, or cancel it."), _("Already Running"))


def _require_file(doc) -> None:
	if not doc.file:
		_refuse(_("Upload the roster file and save, then check it."), _("File Missing"))


def _refuse(sentence: str, title: str, error: type[Exception] = RosterStepRefused) -> None:
	frappe.throw(sentence, exc=error, title=title)


def _lists(kind: str) -> workbook.TemplateLists:
	places = Places()
	reach = areas_of_user(places, frappe.session.user)
	villages = tuple(
		row.area_name
		for row in places.rows.values()
		if row.level == "Village" and (reach is None or row.name in reach)
	)
	options = (frappe.get_meta("Minor Guardian").get_field("relation").options or "").split("\n")
	relations = tuple(choices.spoken(choices.RELATION, option) for option in options if option)
	# No permission filter: names of risk factors are words of the plan, no person in them.
	factors = frappe.get_all(
		"Risk Factor",
		filters={"enabled": 1},
		fields=["factor_name", "factor_class"],
		order_by="counts_in_plan desc, creation asc",
	)
	habits = tuple(row.factor_name for row in factors if row.factor_class == "Bad Habit")
	others = tuple(row.factor_name for row in factors if row.factor_class == "Other")
	return workbook.TemplateLists(villages, _school_names(kind), relations, habits, others)


def _school_names(kind: str) -> tuple[str, ...]:
	agency, agency_type = frappe.qb.DocType("Agency"), frappe.qb.DocType("Agency Type")
	query = (
		frappe.qb.from_(agency)
		.join(agency_type)
		.on(agency_type.name == agency.agency_type)
		.select(agency.agency_name)
		.where((agency.enabled == 1) & (agency_type.is_school == 1))
		.orderby(agency.agency_name)
	)
	own = user_scope().agencies
	if kind == SCHOOL_ROSTER and own:
		query = query.where(agency.name.isin(own))
	return tuple(query.run(pluck=True))
