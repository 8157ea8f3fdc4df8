import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime, today

from lijian_hulei.care.rules.visiting import VisitFacts, date_problem, days_late, evidence_problems
from lijian_hulei.care.services.pairing import has_named_visitor, officer_was_active
from lijian_hulei.care.services.place import disagrees, place_of_minor
from lijian_hulei.care.services.visits import record_visit_effects
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.photos import drop_originals, take_photos


class PlaceDisagrees(frappe.ValidationError):
	"""Household or area on the visit are not those of the child."""


class InvalidVisitDate(frappe.ValidationError):
	"""In the future or before the child was born."""


class VisitorNotActive(frappe.ValidationError):
	"""A visitor held no post on the day of the visit."""


class IncompleteVisit(frappe.ValidationError):
	"""A visit in person without anybody met or without a picture."""


class InvalidPosition(frappe.ValidationError):
	"""Coordinates that are nowhere on earth."""


class Visit(Document):
	"""A visit to one of the graded children (plan part 2(1)2, R13): who went, whom they met, what they saw."""

	def validate(self):
		self.take_place_of_minor()
		self.set_main_visitor()
		self.check_date()
		self.check_visitors()
		self.named_visitor = has_named_visitor(self.visitors())
		self.check_position()
		self.count_days_late()
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		self.check_evidence()

	def on_submit(self):
		record_visit_effects(self)

	def on_cancel(self):
		record_visit_effects(self)

	def take_place_of_minor(self):
		"""Fetched here, not believed: a form or a client that says otherwise is refused."""
		place = place_of_minor(self)
		if not place or self.docstatus != 0:
			return
		for field in ("household", "area"):
			if self.is_new() and disagrees(self, field, place[field]):
				frappe.throw(
					_(
						"{0} {1} is not that of this child. Leave the field blank; it is filled in from the ledger."
					).format(_(self.meta.get_label(field)), self.get(field)),
					exc=PlaceDisagrees,
					title=_("Wrong Place"),
				)
		self.update(place)

	def set_main_visitor(self):
		if not self.main_visitor:
			self.main_visitor = officer_of(frappe.session.user)

	def facts(self) -> VisitFacts:
		born = frappe.db.get_value("Minor", self.minor, "birth_date")
		return VisitFacts(
			day=getdate(self.visit_date) if self.visit_date else None,
			mode=self.mode,
			minor_born=getdate(born) if born else None,
			met=bool(self.met_minor or self.met_guardian or (self.met_other or "").strip()),
			photos=sum(1 for row in self.photos if row.photo),
		)

	def check_date(self):
		problem = date_problem(self.facts(), getdate(today()))
		messages = {
			"in_future": _("The visit date lies in the future. Enter the visit once it has taken place."),
			"before_birth": _("The visit date lies before the child was born. Please check the date."),
		}
		if problem:
			frappe.throw(messages[problem], exc=InvalidVisitDate, title=_("Visit Date"))

	def visitors(self) -> list[str]:
		officers = [self.main_visitor, *(row.officer for row in self.companions)]
		return [officer for officer in officers if officer]

	def check_visitors(self):
		for officer in self.visitors():
			if not officer_was_active(officer, self.visit_date):
				frappe.throw(
					_("Officer {0} held no post on {1}. Choose who really went.").format(
						officer, frappe.format(self.visit_date, "Date")
					),
					exc=VisitorNotActive,
					title=_("Visitor Not In Office"),
				)

	def check_position(self):
		if abs(self.latitude or 0) > 90 or abs(self.longitude or 0) > 180:
			frappe.throw(
				_("The position is not on earth. Take it again or leave it blank."),
				exc=InvalidPosition,
				title=_("Place On The Map"),
			)

	def count_days_late(self):
		"""Late entry is allowed and shown. Counted once, on entry; an amendment keeps its own day."""
		entered = get_datetime(self.creation) if self.creation and not self.is_new() else now_datetime()
		if self.visit_date:
			self.entered_days_later = days_late(getdate(self.visit_date), entered.date())

	def check_evidence(self):
		messages = {
			"nobody_met": _("Say who was met: the child, a guardian or somebody else."),
			"no_photo": _("Attach at least one photo (plan part 2(1)2)."),
		}
		problems = evidence_problems(self.facts())
		if problems:
			frappe.throw(
				"<br>".join(messages[problem] for problem in problems),
				exc=IncompleteVisit,
				title=_("A Visit In Person Needs More"),
			)


def on_doctype_update() -> None:
	frappe.db.add_index("Visit", ["minor", "docstatus", "visit_date"])
	frappe.db.add_index("Visit", ["area", "visit_date"])
	frappe.db.add_index("Visit", ["main_visitor", "visit_date"])
