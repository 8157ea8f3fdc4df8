import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.access.guards import require_reach
from lijian_hulei.hiring.rules.standing import (
	APPLICANT,
	IN_POST,
	OVER,
	UNCHECKED,
	can_follow,
	why_not_in_post,
)
from lijian_hulei.hiring.services.checks import answers_of, days_between_checks, refresh_worker
from lijian_hulei.hiring.services.screening import ban_in_force, tell_police
from lijian_hulei.hiring.services.units import take_unit
from lijian_hulei.kernel.identity import parse_identity_number
from lijian_hulei.privacy.services import find_by_sealed, seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order, refuse_future


class NotAllowedInPost(frappe.ValidationError):
	"""The checks that the law asks for do not allow the person to work here."""


class AlreadyListed(frappe.ValidationError):
	"""The same person stands in the list of this unit already."""


class Worker(Document):
	"""A person who works, or is to work, in close contact with minors (plan part 2(2)2, R34 to R36)."""

	def validate(self):
		take_unit(self)
		require_reach(self)
		self.keep_unit()
		self.read_identity()
		self.check_authorisation()
		self.check_steps()
		self.check_in_post()
		self.note_status()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)
		if self.is_new_entry():
			refresh_worker(self.name)
			if self.ban_match:
				tell_police(self.name)
		elif has_changed(self, "first_day"):
			refresh_worker(self.name)

	def is_new_entry(self) -> bool:
		return self.get_doc_before_save() is None

	def keep_unit(self):
		"""Whoever changes employers is a new entry: the check before hiring belongs to one unit."""
		before = self.get_doc_before_save()
		if before and (before.venue or before.agency) != (self.venue or self.agency):
			out_of_order(
				_("A worker stays with the unit. Enter who moves to another unit there, as a new worker.")
			)

	def read_identity(self):
		"""Sex from the number; one entry for each person and unit; a banned person is marked for the police."""
		before = self.get_doc_before_save()
		if not self.id_number or (before and before.id_number == self.id_number):
			return
		try:
			number = parse_identity_number(self.id_number)
		except ValueError:
			return  # seal_fields says what is wrong with it
		if before:
			out_of_order(
				_("The identity number of a worker stays as it is. Enter the right person as a new worker.")
			)
		self.sex = number.sex
		self.refuse_second_entry()
		self.ban_match = int(ban_in_force(number.number))

	def refuse_second_entry(self):
		names = find_by_sealed("Worker", "id_number", self.id_number)
		same_unit = (
			{"venue": self.venue} if self.venue else {"agency": self.agency, "venue": ("is", "not set")}
		)
		other = names and frappe.db.exists(
			"Worker", {"name": ("in", names), "status": ("not in", OVER), **same_unit}
		)
		if other:
			frappe.throw(
				_("This person stands in the list of this unit already: {0}.").format(other),
				exc=AlreadyListed,
				title=_("Entered Twice"),
			)

	def check_authorisation(self):
		refuse_future(self, "authorised_on")
		if self.authorisation and not self.authorised_on:
			self.authorised_on = today()

	def check_steps(self):
		before = self.get_doc_before_save()
		if before and not can_follow(before.status, self.status):
			out_of_order(
				_("{0} cannot become {1}. Enter a person who comes back as a new worker.").format(
					_(before.status), _(self.status)
				)
			)
		if not before and self.status not in (APPLICANT, IN_POST, UNCHECKED):
			out_of_order(_("A new entry is an applicant, or somebody who works here already."))
		if self.status in (IN_POST, UNCHECKED) and getdate(self.first_day) > getdate():
			out_of_order(
				_("The first day of work lies in the future: until then the person is an applicant.")
			)

	def check_in_post(self):
		"""Law on the Protection of Minors, article 62. The message does not say what the reply was."""
		if self.status not in (IN_POST, UNCHECKED):
			return
		before = self.get_doc_before_save()
		if before and before.status == self.status and not has_changed(self, "first_day"):
			return
		answers = [] if self.is_new() else answers_of(self.name)
		why = why_not_in_post(getdate(self.first_day), answers, days_between_checks())
		if why == "barred" or (self.status == IN_POST and self.ban_match):
			self.refuse_post(_("The last reply on this person does not allow work here. See the check."))
		if self.status == IN_POST and why:
			self.refuse_post(
				_(
					"There is no clear check that was answered on or before the first day of work. Ask for one first; who works here already without it is entered as {0}."
				).format(frappe.bold(_(UNCHECKED)))
			)
		if self.status == UNCHECKED and not why:
			self.status = IN_POST

	def refuse_post(self, message: str):
		frappe.throw(message, exc=NotAllowedInPost, title=_("Not Allowed In Post"))

	def note_status(self):
		if self.is_new() or has_changed(self, "status"):
			self.status_on = self.status_on if has_changed(self, "status_on") and self.status_on else today()
			if self.is_new() and self.status in (IN_POST, UNCHECKED):
				self.status_on = self.first_day
		refuse_future(self, "status_on")


def on_doctype_update() -> None:
	frappe.db.add_index("Worker", ["agency", "status"])
	frappe.db.add_index("Worker", ["status", "next_check_due_on"])
