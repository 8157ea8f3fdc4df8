import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, now_datetime

from lijian_hulei.access.scope import author_key
from lijian_hulei.cases.rules import reporting
from lijian_hulei.cases.services.fixed import changed_fields
from lijian_hulei.cases.services.reporting import (
	NOBODY,
	ask_for_review,
	delay_of,
	hide_author,
	new_receipt_code,
	reporter_of,
	station_for,
)
from lijian_hulei.organisation.services import officer_of, township_of
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import (
	refuse_disorder,
	refuse_future,
	refuse_switched_off,
	require,
)
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.records.titles import heading

# What the reporter said stays as it was said.
TOLD = (
	*("situation", "channel", "area", "place", "discovered_at", "reported_at", "police_called_at"),
	*("what_happened", "child_sex", "child_age", "victim_name", "victim_id_number", "victim_contact"),
	*("reporter_kind", "reporter_agency", "is_anonymous", "reporter_name", "reporter_phone"),
	*("reporter_key", "receipt_code", "township", "minutes_to_report", "is_late", "title"),
)
OLDEST_CHILD = 18


class ReportStays(frappe.ValidationError):
	"""Somebody tried to change what was reported, or to take a report back."""


class WrongChildAge(frappe.ValidationError):
	"""The age given is not that of a minor."""


class MandatoryReport(Document):
	"""A sign of harm to a child, reported at once by whoever noticed it; nobody can stop or delete it (R31, R33)."""

	def before_insert(self):
		self.take_reporter_from_post()
		self.take_author_out()
		self.reported_at = now_datetime().replace(microsecond=0)
		self.receipt_code = new_receipt_code()
		self.status = reporting.REPORTED
		self.steps = []

	def validate(self):
		self.keep_what_was_told()
		if self.is_new():
			self.check_what_was_told()
			self.set_place()
			self.title = heading(self)
			self.measure_delay()
		self.follow_state()
		seal_fields(self)
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		store_sealed(self)
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def after_insert(self):
		hide_author(self)
		ask_for_review(self)

	def on_trash(self):
		self.refuse_removal()

	def after_delete(self):
		"""Also when the deletion skipped on_trash: the error undoes the transaction."""
		self.refuse_removal()

	def before_rename(self, *args):
		self.refuse_removal()

	def take_reporter_from_post(self):
		"""Who reports in his own name and leaves blank what he is and for whom he works is what his post says."""
		if self.is_anonymous or frappe.session.user == NOBODY or self.channel != reporting.ON_THE_DESK:
			return
		own = reporter_of(frappe.session.user)
		self.reporter_kind = self.reporter_kind or own["kind"]
		self.reporter_agency = self.reporter_agency or own["agency"]

	def take_author_out(self):
		"""The record does not say who wrote it: not in its owner, not in its history. Only the key lets a named
		reporter find it again; an anonymous one has the receipt code."""
		user = frappe.session.user
		self.reporter_key = "" if self.is_anonymous or user == NOBODY else author_key(user)
		self.owner = self.modified_by = NOBODY
		if self.is_anonymous:
			self.reporter_name = self.reporter_phone = None

	def keep_what_was_told(self):
		"""Nor can times and steps be written by hand: they are taken from what is stored."""
		before = self.get_doc_before_save()
		if not before:
			return
		changed = changed_fields(self, TOLD)
		if changed:
			frappe.throw(
				_("{0}: what was reported stays as it was. Write what you found out into the steps.").format(
					_(self.meta.get_label(changed[0]))
				),
				exc=ReportStays,
				title=_("Cannot Be Changed"),
			)
		self.steps = []
		for row in before.steps:
			self.append("steps", row.as_dict())
		for field in set(reporting.STAMPED.values()):
			self.set(field, before.get(field))

	def check_what_was_told(self):
		self.trim_times()
		refuse_switched_off(self, "situation")
		refuse_future(self, "discovered_at", "police_called_at")
		refuse_disorder(self, "discovered_at", "police_called_at")
		if cint(self.child_age) < 0 or cint(self.child_age) >= OLDEST_CHILD:
			frappe.throw(
				_("{0} is a number of years below eighteen. Leave it blank if you cannot guess.").format(
					frappe.bold(_(self.meta.get_label("child_age")))
				),
				exc=WrongChildAge,
				title=_("Age of the Child"),
			)

	def trim_times(self):
		"""To whole minutes: forms show no seconds, and would send back another time than they were given."""
		for field in ("discovered_at", "police_called_at"):
			if self.get(field):
				self.set(field, get_datetime(self.get(field)).replace(second=0, microsecond=0))

	def set_place(self):
		self.township = township_of(self.area)
		self.police_agency = station_for(self.area)

	def measure_delay(self):
		found = delay_of(self)
		self.minutes_to_report, self.is_late = found.minutes, int(found.is_late)

	def follow_state(self):
		"""Each state asks for what it stands on and leaves its time and its step; the order is the workflow's."""
		if self.is_new():
			self.append("steps", {"at": self.reported_at, "step": self.status})
			return
		if not has_changed(self, "status"):
			return
		require(self, *reporting.NEEDED.get(self.status, ()), step=_(self.status))
		now = now_datetime()
		if self.status in (reporting.RECEIVED, reporting.HANDED_OVER) and not self.handed_over_at:
			self.handed_over_at = now
		if self.status in reporting.STAMPED and not self.get(reporting.STAMPED[self.status]):
			self.set(reporting.STAMPED[self.status], now)
		self.add_step(self.status, self.get(reporting.NOTED.get(self.status, "")) or "")
		if self.status == reporting.HANDED_OVER:
			self.hand_back_reason = None

	def add_step(self, step: str, note: str):
		officer = officer_of(frappe.session.user)
		self.append("steps", {"at": now_datetime(), "step": step, "officer": officer, "note": note})

	def refuse_removal(self):
		frappe.throw(
			_("A mandatory report cannot be taken back, renamed or deleted by anybody."),
			exc=ReportStays,
			title=_("Cannot Be Removed"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Mandatory Report", ["area", "reported_at"])
	frappe.db.add_index("Mandatory Report", ["status", "reported_at"])
