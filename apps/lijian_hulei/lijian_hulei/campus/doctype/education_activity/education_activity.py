import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt

from lijian_hulei.campus.rules import gathering
from lijian_hulei.campus.rules.gathering import Facts, Group
from lijian_hulei.campus.services import activities
from lijian_hulei.campus.services.agencies import (
	TAUGHT,
	own_agency,
	refuse_other_agencies,
	refuse_other_types,
)
from lijian_hulei.campus.services.calendar import follow_activity, task_for
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import (
	Incomplete,
	refuse_future,
	refuse_out_of_post,
	refuse_problems,
	refuse_repeated,
	refuse_switched_off,
)
from lijian_hulei.records.photos import drop_originals, take_photos


class HeldAlready(frappe.ValidationError):
	"""The same activity of the same day is already handed in."""


class InvalidNumber(frappe.ValidationError):
	"""A number of people, a score or a share that cannot be."""


class EducationActivity(Document):
	"""One activity: who held it where, who came by number, what was used (R06, R09, R20, R22-R27, R29, R30)."""

	def validate(self):
		refuse_switched_off(self, "kind")
		self.take_kind()
		self.take_place()
		refuse_other_types(self, "school", TAUGHT)
		refuse_other_agencies(self, "organiser")
		refuse_future(self, "activity_date")
		refuse_out_of_post([self.officer] if self.officer else [], self.activity_date)
		self.check_numbers()
		self.sum_up()
		self.check_vice_principal()
		self.flags.replaced_photos = take_photos(self)

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		self.check_complete()
		self.check_not_repeated()
		self.safety_task = task_for(self)

	def on_submit(self):
		follow_activity(self)

	def on_cancel(self):
		follow_activity(self)

	def take_kind(self):
		self.flags.rules = activities.kind_of(self.kind)
		self.place_kind, self.reminder = self.flags.rules.place_kind, self.flags.rules.reminder
		if self.place_kind != gathering.SCHOOL:
			self.school = None

	def take_place(self):
		self.organiser = self.organiser or own_agency()
		self.officer = self.officer or officer_of(frappe.session.user)
		self.area, self.village = activities.place_of(self)

	def groups(self) -> list[Group]:
		return [Group(row.audience, cint(row.number)) for row in self.audiences]

	def check_numbers(self):
		wrong = [row.idx for row in self.audiences if cint(row.number) < 1]
		if wrong:
			self.refuse_number(_("Row {0} of the audiences needs a number of people.").format(wrong[0]))
		for fieldname in ("average_score", "pass_rate"):
			if not 0 <= flt(self.get(fieldname)) <= 100:
				label = frappe.bold(_(self.meta.get_label(fieldname)))
				self.refuse_number(_("{0} lies between 0 and 100.").format(label))
		for fieldname in ("works", "homes_visited", "days_held"):
			if cint(self.get(fieldname)) < 0:
				label = frappe.bold(_(self.meta.get_label(fieldname)))
				self.refuse_number(_("{0} cannot be below zero.").format(label))
		if cint(self.days_held) > 31:
			self.refuse_number(_("A month has at most 31 days."))

	def refuse_number(self, message: str):
		frappe.throw(message, exc=InvalidNumber, title=_("Invalid Number"))

	def sum_up(self):
		groups = self.groups()
		self.people = gathering.count(groups)
		self.key_minors = gathering.count(groups, gathering.KEY_MINORS)
		self.persons_of_concern = gathering.count(groups, gathering.OF_CONCERN)
		self.has_expert = int(bool(self.experts))
		self.is_interactive = int(activities.any_interactive([row.lesson_form for row in self.forms]))

	def check_vice_principal(self):
		if self.vice_principal and not activities.is_vice_principal(
			self.vice_principal, self.school, self.activity_date
		):
			frappe.throw(
				_("The vice principal for law was not appointed at this school on that day."),
				exc=Incomplete,
				title=_("Not Appointed"),
			)

	def check_complete(self):
		facts = Facts(
			place_kind=self.place_kind,
			has_school=bool(self.school),
			has_village=bool(self.village),
			people=self.people,
			minimum_people=cint(self.flags.rules.minimum_people),
			needs_material=bool(self.flags.rules.needs_photo),
			has_material=bool(self.photos or self.attendance_sheet),
			is_drill=self.kind == "drill",
			has_scenario=bool((self.scenario or "").strip()),
			reminder=self.reminder or "",
			days_held=cint(self.days_held),
		)
		messages = {
			"school": _("Choose the school where it was held."),
			"village": _("Choose the village where it was held."),
			"days_held": _("Enter on how many days pupils were reminded."),
			"people": _("Enter who took part, at least {0} people in all.").format(
				max(facts.minimum_people, 1)
			),
			"scenario": _("A drill needs its scenario."),
			"material": _("Add a photo or the sign-in sheet."),
		}
		lines = [messages[key] for key in gathering.missing(facts)]
		refuse_problems(lines, title=_("The Record Is Not Complete"))

	def check_not_repeated(self):
		fields = ("kind", "topic", "activity_date", "organiser", "school", "area")
		refuse_repeated(
			self,
			{field: self.get(field) or ("is", "not set") for field in fields},
			_("This activity of this day is already handed in: {0}. Delete this draft."),
			exc=HeldAlready,
			title=_("Already Recorded"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Education Activity", ["school", "kind", "activity_date"])
	frappe.db.add_index("Education Activity", ["organiser", "kind", "activity_date"])
	frappe.db.add_index("Education Activity", ["village", "kind", "activity_date"])
