"""Destroying what need not be kept: children who left the ledger longer ago than the town keeps records (A24).

The law asks that personal data go when their time is over (Personal Information Protection Law, article 47), and that
files are destroyed by a list that one person draws up and another approves. What a child's record carried with it goes
too: visits, helpers, grades, sealed numbers, photos, history. Frozen reports hold figures only and stay as they are.
"""

from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_years, cint, getdate, now_datetime

from lijian_hulei.ledger.rules.vocabulary import MinorStatus
from lijian_hulei.ledger.services.errors import DisposalError
from lijian_hulei.ledger.services.removal import linked_to_minor, remove_minors

LIST = "Disposal List"
GONE = (MinorStatus.MOVED_OUT.value, MinorStatus.TURNED_18.value, MinorStatus.DECEASED.value)
CASES = ("Mandatory Report", "Relief Case", "Referral")
"""A child named in one of these is kept: the case's own file decides how long."""
AT_MOST = 2_000
BATCH = 100
TIMEOUT = 3600


def fill(doc) -> None:
	"""Writes into a new list what is due today. Raises DisposalError where records are kept for ever, or none is due."""
	years = cint(frappe.db.get_single_value("Hulei Settings", "retention_years"))
	if not years:
		_refuse(
			_("Hulei Settings say that records are kept without limit: Years to Keep Closed Records is 0.")
		)
	doc.gone_before = add_years(getdate(), -years)
	doc.township = frappe.db.get_single_value("Hulei Settings", "township")
	doc.status = "Draft"
	due = _due(doc.gone_before)
	if not due:
		_refuse(
			_("No record is due: nobody left the ledger before {0} whose records may go.").format(
				frappe.format(doc.gone_before, {"fieldtype": "Date"})
			)
		)
	doc.set("records", [])
	for minor in due:
		doc.append("records", minor)
	doc.number, doc.held = len(due), _past_their_time(doc.gone_before) - len(due)


def keep_as_filled(doc) -> None:
	"""The rows are what the system found, whatever a client sends back."""
	before = doc.get_doc_before_save()
	if before:
		for fieldname in ("gone_before", "township", "number", "held", "records"):
			doc.set(fieldname, before.get(fieldname))


def approve(doc) -> None:
	"""Two persons: who drew the list up does not approve it. What is no longer due holds the list up."""
	if frappe.session.user == doc.owner:
		_refuse(_("Somebody else must approve the list: you drew it up."))
	still_due = {row["minor"] for row in _due(getdate(doc.gone_before), [row.minor for row in doc.records])}
	changed = [row.minor for row in doc.records if row.minor not in still_due]
	if changed:
		_refuse(
			_("These records are no longer due, please draw up a new list: {0}").format(
				_(", ").join(changed[:10])
			)
		)
	doc.approved_by, doc.approved_on, doc.status = frappe.session.user, now_datetime(), "Approved"


def start(doc) -> None:
	frappe.enqueue(
		"lijian_hulei.ledger.services.disposal.carry_out",
		queue="long",
		timeout=TIMEOUT,
		job_id=f"disposal-{doc.name}",
		deduplicate=True,
		enqueue_after_commit=True,
		name=doc.name,
	)


def resume() -> None:
	"""Hourly: an approved list whose worker died goes on with what is left."""
	# get_all: scheduled work; a list holds record numbers only.
	for name in frappe.get_all(
		LIST, {"status": "Approved", "docstatus": 1}, pluck="name", order_by="name asc"
	):
		start(frappe._dict(name=name))


def carry_out(name: str) -> int:
	"""Background job; may be repeated. Returns how many records were destroyed. Each batch stands for itself."""
	doc = frappe.get_doc(LIST, name)
	if doc.docstatus != 1 or doc.status != "Approved":
		return 0
	named, total = [row.minor for row in doc.records], len(doc.records)
	for start_at in range(0, total, BATCH):
		batch = named[start_at : start_at + BATCH]
		remove_minors([row["minor"] for row in _due(getdate(doc.gone_before), batch)])
		frappe.publish_progress(
			min(start_at + BATCH, total) * 100 / total, title=_(LIST), doctype=LIST, docname=name
		)
		# commit: what is destroyed stays so if the job is cut off
		frappe.db.commit()
	removed = total - frappe.db.count("Minor", {"name": ["in", named]})
	doc.db_set({"status": "Carried Out", "carried_out_on": now_datetime(), "removed": removed}, notify=True)
	return removed


def refuse_cancelling(doc) -> None:
	_refuse(_("An approved list cannot be taken back: its records are being destroyed."))


def _gone(before: date):
	minor = frappe.qb.DocType("Minor")
	return minor, frappe.qb.from_(minor).where(minor.status.isin(GONE) & (minor.status_on < before))


def _past_their_time(before: date) -> int:
	_minor, query = _gone(before)
	return query.select(Count("*")).run()[0][0]


def _due(before: date, among: list[str] | None = None) -> list[dict]:
	"""Rows for the list. Nothing of a case names them, and nothing was added to their records since `before`."""
	minor, query = _gone(before)
	if among is not None:
		query = query.where(minor.name.isin(among or [""]))
	for doctype, fieldname in linked_to_minor():
		other = frappe.qb.DocType(doctype)
		holding = frappe.qb.from_(other).select(other[fieldname]).where(other[fieldname].isnotnull())
		if doctype not in CASES:
			holding = holding.where(other.creation >= str(before))
		query = query.where(minor.name.notin(holding))
	return (
		query.select(minor.name.as_("minor"), minor.area, minor.status, minor.status_on)
		.orderby(minor.status_on)
		.orderby(minor.name)
		.limit(AT_MOST)
		.run(as_dict=True)
	)


def _refuse(message: str) -> None:
	frappe.throw(message, exc=DisposalError, title=_("Disposal List"))
