import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.hiring.rules.bans import ENDED, FIXED_TERM, IN_FORCE, TERM_OVER, status_of
from lijian_hulei.hiring.services.bans import apply_ban
from lijian_hulei.kernel.age import is_adult_on
from lijian_hulei.kernel.identity import parse_identity_number
from lijian_hulei.privacy.services import find_by_sealed, seal_fields, store_sealed
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future, require


class JuvenileRecord(frappe.ValidationError):
	"""A record of somebody under eighteen: sealed by law and never kept here."""


class EmploymentBan(Document):
	"""A court's ban from work with minors (Criminal Law article 37-1; 法发〔2022〕32号; plan part 2(2)2, R36)."""

	def validate(self):
		refuse_future(self, "judgment_date")
		refuse_disorder(self, "judgment_date", "from_date")
		refuse_disorder(self, "from_date", "to_date")
		self.check_term()
		self.check_person()
		self.set_status()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def check_term(self):
		if self.ban_kind == FIXED_TERM:
			require(self, "to_date", step=_("Term of the Ban"))
		else:
			self.to_date = None

	def check_person(self):
		before = self.get_doc_before_save()
		if before and before.id_number == self.id_number:
			return
		try:
			number = parse_identity_number(self.id_number)
		except ValueError:
			return  # seal_fields says what is wrong with it
		if before:
			out_of_order(_("A ban stays with its person. End this one and enter a new one."))
		if not is_adult_on(number.birth_date, getdate(self.judgment_date)):
			frappe.throw(
				_(
					"The person was under eighteen at the judgment. Such records are sealed (Criminal Procedure Law article 286, Law on Preventing Juvenile Delinquency article 59) and are not kept here."
				),
				exc=JuvenileRecord,
				title=_("Sealed By Law"),
			)
		self.refuse_second_ban()
		self.flags.new_number = number.number

	def refuse_second_ban(self):
		names = find_by_sealed("Employment Ban", "id_number", self.id_number, exclude=self.name)
		if names and frappe.db.exists("Employment Ban", {"name": ("in", names), "status": IN_FORCE}):
			out_of_order(_("A ban of this person is in force already."))

	def set_status(self):
		if self.end_reason == TERM_OVER and self.ban_kind != FIXED_TERM:
			out_of_order(_("A ban for life has no term that could be over."))
		before = self.get_doc_before_save()
		if before and before.end_reason and not self.end_reason:
			out_of_order(_("A ban that has ended stays ended. Enter a new one."))
		self.status = status_of(
			self.ban_kind, getdate(self.to_date) if self.to_date else None, self.end_reason, getdate()
		)
		if self.status == ENDED and not self.ended_on:
			self.ended_on = today()

	def after_insert(self):
		"""Who works here already is found by the blind index; the units learn it by a check with its reply (R35)."""
		if self.status == IN_FORCE and self.flags.new_number:
			apply_ban(self, self.flags.new_number)
