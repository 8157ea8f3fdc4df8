import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from lijian_hulei.organisation.services import officer_of
from lijian_hulei.privacy.services import log_print
from lijian_hulei.records.checks import Incomplete, out_of_order, refuse_future, refuse_out_of_post
from lijian_hulei.records.photos import drop_originals, take_photos
from lijian_hulei.venues.rules.inspecting import FAIL, Item, outcome_of, problems
from lijian_hulei.venues.services.inspections import (
	checklist_of,
	issue_order,
	minimum_inspectors,
	place_of_venue,
	refresh_venue,
	withdraw_orders,
)


class VenueInspection(Document):
	"""One inspection of one venue against its type's checklist (plan part 2(1)1, R01-R03)."""

	def validate(self):
		self.take_place_of_venue()
		self.take_checklist()
		self.set_inspectors()
		refuse_future(self, "inspection_date")
		refuse_out_of_post(self.all_inspectors(), self.inspection_date)
		self.sum_up()
		self.flags.replaced_photos = take_photos(self, ("items", "photo"))

	def on_update(self):
		drop_originals(self.flags.pop("replaced_photos", None) or [])

	def before_submit(self):
		self.check_complete()

	def on_submit(self):
		issue_order(self)
		refresh_venue(self.venue)

	def on_cancel(self):
		withdraw_orders(self.name)
		refresh_venue(self.venue)

	def before_print(self, settings=None):
		log_print(self)

	def take_place_of_venue(self):
		venue = frappe.db.get_value("Venue", self.venue, ["venue_name", "venue_type", "status"], as_dict=True)
		if self.docstatus or not venue:
			return
		if self.is_new() and venue.status == "Closed Down":
			out_of_order(_("This venue is closed down. Set its status to Operating if it has opened again."))
		self.update(place_of_venue(self.venue))
		self.venue_type, self.title = venue.venue_type, venue.venue_name

	def take_checklist(self):
		"""The type's own words: what a client sends is kept only as an answer to one of them."""
		if self.docstatus:
			return
		answers = {row.item: row for row in self.items}
		rows = checklist_of(self.venue)
		if not self.is_new() and [row.item for row in rows] == [row.item for row in self.items]:
			return
		self.items = []
		for row in rows:
			answer = answers.get(row["item"])
			kept = {field: answer.get(field) for field in ("result", "remark", "photo")} if answer else {}
			self.append("items", {**row, **kept})

	def set_inspectors(self):
		if not self.lead_inspector:
			self.lead_inspector = officer_of(frappe.session.user)

	def all_inspectors(self) -> list[str]:
		officers = [self.lead_inspector, *(row.officer for row in self.inspectors)]
		return list(dict.fromkeys(officer for officer in officers if officer))

	def answered(self) -> list[Item]:
		return [Item(row.idx, row.result, row.remark, bool(cint(row.is_five_must))) for row in self.items]

	def sum_up(self):
		self.failed_items = sum(1 for row in self.items if row.result == FAIL)
		self.outcome = outcome_of(self.answered()) if all(row.result for row in self.items) else ""

	def check_complete(self):
		signed = bool(self.inspector_signature and self.venue_signature)
		found = problems(
			self.answered(),
			len(self.all_inspectors()),
			minimum_inspectors(),
			signed,
			bool(self.refused_to_sign),
		)
		messages = {
			"inspectors": _("At least {0} inspectors must take part.").format(minimum_inspectors()),
			"no_items": _("The type of this venue has no checklist. Ask the steward to add one."),
			"no_result": _("Row {0} has no result."),
			"no_remark": _("Row {0} does not comply: say what is wrong."),
			"five_must_left_out": _("Row {0} is one of the five musts: say why it does not apply."),
			"not_signed": _("Both sides sign, or tick that the venue refused to sign."),
		}
		if found:
			frappe.throw(
				"<br>".join(messages[problem.reason].format(problem.row) for problem in found),
				exc=Incomplete,
				title=_("The Inspection Is Not Complete"),
			)


def on_doctype_update() -> None:
	frappe.db.add_index("Venue Inspection", ["venue", "docstatus", "inspection_date"])
