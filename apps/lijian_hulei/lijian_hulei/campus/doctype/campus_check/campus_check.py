import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from lijian_hulei.campus.rules import inventory
from lijian_hulei.campus.rules.inventory import Row
from lijian_hulei.campus.services.agencies import (
	TAUGHT,
	WrongAgency,
	facts_of,
	own_agency,
	refuse_other_agencies,
	refuse_other_types,
)
from lijian_hulei.campus.services.hazards import (
	checker_of,
	inventory_items,
	open_hazards,
	was_guided,
	withdraw_hazards,
)
from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import (
	refuse_disorder,
	refuse_future,
	refuse_out_of_post,
	refuse_problems,
	refuse_repeated,
	require,
)
from lijian_hulei.records.photos import drop_originals, take_photos

AFTER_CHANGE, AFTER_GUIDANCE = "After a Change", "Recheck After Guidance"


class CheckedAlready(frappe.ValidationError):
	"""The same agency has already handed in a check of this kind for this school and day."""


class WrongGuidance(frappe.ValidationError):
	"""The guidance that a recheck names is another school's, is no guidance on protection or came later."""


class CampusCheck(Document):
	"""A check of a school's defences and surroundings, by an office or by the school itself (R04, R05)."""

	def validate(self):
		refuse_other_types(self, "school", TAUGHT)
		self.set_checker()
		self.take_list()
		refuse_future(self, "check_date")
		refuse_disorder(self, "check_date", "rectify_by")
		refuse_out_of_post([self.lead_officer] if self.lead_officer else [], self.check_date)
		self.check_guidance()
		self.sum_up()
		self.flags.replaced_photos = take_photos(self, ("items", "photo"))

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		self.check_complete()
		self.check_not_repeated()

	def on_submit(self):
		open_hazards(self)

	def on_cancel(self):
		withdraw_hazards(self.name)

	def set_checker(self):
		self.area = facts_of(self.school).get("area")
		self.lead_officer = self.lead_officer or officer_of(frappe.session.user)
		self.checking_agency = self.checking_agency or own_agency()
		refuse_other_agencies(self, "checking_agency", keepers=())
		self.checker = checker_of(self.checking_agency, self.school)
		if not self.checker:
			frappe.throw(
				_("A school is checked by the governance office, the justice office or the school itself."),
				exc=WrongAgency,
				title=_("Wrong Agency"),
			)

	def check_guidance(self):
		"""A recheck may say which guidance it follows: one that this school was given by then (R28)."""
		if self.check_kind != AFTER_GUIDANCE:
			self.guidance_note = None
		if self.guidance_note and not was_guided(self.guidance_note, self.school, getdate(self.check_date)):
			frappe.throw(
				_("This school was given no such guidance by the day of the check. Choose another one."),
				exc=WrongGuidance,
				title=_("Guidance Given Before"),
			)

	def take_list(self):
		"""A new check starts with the whole list; rows without an item of the list cannot be saved."""
		if not self.items:
			for item in inventory_items():
				self.append("items", item)
		known = {item["item"]: item for item in inventory_items()}
		for row in self.items:
			if row.item in known and not self.docstatus:
				row.update(known[row.item])

	def rows(self) -> list[Row]:
		return [
			Row(
				position=row.idx,
				dimension=row.dimension,
				is_number=row.answer_type == inventory.NUMBER,
				answer=row.answer,
				number=None if row.number in (None, "") else cint(row.number),
				minimum=cint(row.minimum),
				remark=row.remark,
			)
			for row in self.items
		]

	def sum_up(self):
		rows = self.rows()
		for row, answered in zip(self.items, rows, strict=True):
			row.is_gap = int(answered.is_gap)
		gaps = inventory.gaps_by_dimension(rows)
		self.human_gaps, self.physical_gaps = gaps[inventory.HUMAN], gaps[inventory.PHYSICAL]
		self.technical_gaps, self.surroundings_gaps = (
			gaps[inventory.TECHNICAL],
			gaps[inventory.SURROUNDINGS],
		)
		self.gaps = sum(gaps.values())

	def check_complete(self):
		if self.check_kind == AFTER_CHANGE:
			require(self, "change_reason", step=_("After a Change"))
		found = inventory.problems(self.rows(), bool(self.surroundings_checked))
		messages = {
			"no_items": _("The list of defences is empty. Ask the steward to add its items."),
			"no_answer": _("Row {0} has no answer."),
			"no_remark": _("Row {0} is a gap: say what is wrong and what is to be done."),
			"negative": _("Row {0}: a number cannot be below zero."),
		}
		lines = [messages[problem.reason].format(problem.position) for problem in found]
		refuse_problems(lines, title=_("The Check Is Not Complete"))
		if self.gaps and not self.rectify_by:
			self.rectify_by = inventory.rectify_by(getdate(self.check_date))

	def check_not_repeated(self):
		fields = ("school", "check_date", "check_kind", "checking_agency")
		refuse_repeated(
			self,
			{field: self.get(field) for field in fields},
			_("This check of this day is already handed in: {0}. Delete this draft."),
			exc=CheckedAlready,
			title=_("Already Checked"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index("Campus Check", ["school", "docstatus", "check_date"])
