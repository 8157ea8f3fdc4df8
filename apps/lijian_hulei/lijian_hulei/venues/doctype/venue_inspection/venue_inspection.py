import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lijian_hulei.organisation.services import officer_of
from lijian_hulei.records.checks import (
	out_of_order,
	refuse_disorder,
	refuse_future,
	refuse_out_of_post,
	refuse_problems,
	refuse_repeated,
)
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.venues.rules.inspecting import FAIL, Item, covers, outcome_of, problems
from lijian_hulei.venues.services.inspections import (
	checklist_of,
	full_inspectors,
	is_police,
	issue_order,
	minimum_inspectors,
	place_of_venue,
	refresh_venue,
	withdraw_orders,
)

ANSWERS = ("result", "remark", "photo")


class NotAnInspector(frappe.ValidationError):
	"""Who leads an inspection must be a police officer."""


class InspectedAlready(frappe.ValidationError):
	"""The same officer has already handed in an inspection of this venue for this day."""


class VenueInspection(Document):
	"""One inspection of one venue against its type's checklist (plan part 2(1)1, R01-R03)."""

	def validate(self):
		self.take_place_of_venue()
		self.take_checklist()
		self.set_inspectors()
		refuse_future(self, "inspection_date")
		refuse_disorder(self, "inspection_date", "rectify_by")
		refuse_out_of_post(self.all_inspectors(), self.inspection_date)
		self.check_lead()
		self.sum_up()
		self.flags.replaced_photos = take_photos(self, ("items", "photo"))

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		self.check_complete()
		self.check_not_repeated()
		self.show_to_venue()

	def on_submit(self):
		issue_order(self)
		refresh_venue(self.venue)

	def on_cancel(self):
		withdraw_orders(self.name)
		refresh_venue(self.venue)

	def take_place_of_venue(self):
		venue = frappe.db.get_value("Venue", self.venue, ["venue_name", "venue_type", "status"], as_dict=True)
		if self.docstatus or not venue:
			return
		if self.is_new() and venue.status == "Closed Down":
			out_of_order(_("This venue is closed down. Set its status to Operating if it has opened again."))
		place = place_of_venue(self.venue)
		# The venue's staff read a record by its agency: not before it is handed in, for inspections come unannounced.
		self.update({"area": place["area"], "station": place["station"], "agency": None})
		self.venue_type, self.title = venue.venue_type, venue.venue_name

	def take_checklist(self):
		"""The type's own words: what a client sends is kept only as an answer to one of them."""
		if self.docstatus == 1 and self.get_doc_before_save() and self.get_doc_before_save().docstatus == 1:
			return
		answers = {row.item: row for row in self.items}
		rows = checklist_of(self.venue)
		if [row.item for row in rows] == [row.item for row in self.items]:
			for own, row in zip(rows, self.items, strict=True):
				row.update(own)
			return
		self.items = []
		for row in rows:
			answer = answers.get(row["item"])
			kept = {field: answer.get(field) for field in ANSWERS} if answer else {}
			self.append("items", {**row, **kept})

	def set_inspectors(self):
		if not self.lead_inspector:
			self.lead_inspector = officer_of(frappe.session.user)

	def all_inspectors(self) -> list[str]:
		officers = [self.lead_inspector, *(row.officer for row in self.inspectors)]
		return list(dict.fromkeys(officer for officer in officers if officer))

	def check_lead(self):
		if self.lead_inspector and not is_police(self.lead_inspector):
			frappe.throw(
				_("A police officer leads the inspection. Others who take part go into the list below."),
				exc=NotAnInspector,
				title=_("Lead Inspector"),
			)

	def answered(self) -> list[Item]:
		return [
			Item(row.idx, row.result, row.remark, bool(cint(row.is_five_must)), bool(cint(row.is_escort_ban)))
			for row in self.items
		]

	def sum_up(self):
		answered = self.answered()
		self.failed_items = sum(1 for row in self.items if row.result == FAIL)
		self.outcome = outcome_of(answered) if all(row.result for row in self.items) else ""
		self.five_musts_checked = int(covers(answered, "is_five_must"))
		self.escort_ban_checked = int(covers(answered, "is_escort_ban"))

	def check_complete(self):
		signed = bool(self.inspector_signature and self.venue_signature)
		found = problems(
			self.answered(),
			len(full_inspectors(self.all_inspectors())),
			minimum_inspectors(),
			signed,
			bool(self.refused_to_sign),
		)
		messages = {
			"inspectors": _("At least {0} inspectors must take part; auxiliary police do not count.").format(
				minimum_inspectors()
			),
			"no_items": _("The type of this venue has no checklist. Ask the steward to add one."),
			"no_result": _("Row {0} has no result."),
			"no_remark": _("Row {0} does not comply: say what is wrong."),
			"five_must_left_out": _("Row {0} is one of the five musts: say why it does not apply."),
			"not_signed": _("Both sides sign, or tick that the venue refused to sign."),
		}
		lines = [messages[problem.reason].format(problem.row) for problem in found]
		refuse_problems(lines, title=_("The Inspection Is Not Complete"))

	def check_not_repeated(self):
		fields = ("venue", "inspection_date", "lead_inspector")
		refuse_repeated(
			self,
			{field: self.get(field) for field in fields},
			_("This venue's inspection of this day is already handed in: {0}. Delete this draft."),
			exc=InspectedAlready,
			title=_("Already Inspected"),
		)

	def show_to_venue(self):
		self.agency = place_of_venue(self.venue)["agency"]


def on_doctype_update() -> None:
	frappe.db.add_index("Venue Inspection", ["venue", "docstatus", "inspection_date"])
	frappe.db.add_index("Venue Inspection", ["station", "docstatus", "inspection_date"])
