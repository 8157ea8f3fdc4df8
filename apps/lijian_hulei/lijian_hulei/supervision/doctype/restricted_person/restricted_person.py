import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.kernel.identity import parse_identity_number
from lijian_hulei.organisation.services import township_of
from lijian_hulei.privacy.services import find_by_sealed, seal_fields, store_sealed
from lijian_hulei.records.checks import out_of_order, refuse_disorder, refuse_future, refuse_switched_off
from lijian_hulei.supervision.rules.control import ENDED, TERM_OVER, UNDER_CONTROL, status_of
from lijian_hulei.supervision.rules.judgment import is_criminal_number, why_refused
from lijian_hulei.supervision.services.access_log import note_opening

# What the entry stands on: a mistake is put right by a new entry, so that the check of the law is never passed by.
FACTS = (
	*("person_name", "id_number", "record_kind", "offence", "offence_date"),
	*("court", "judgment_number", "judgment_date"),
)


class SealedByLaw(frappe.ValidationError):
	"""The law seals this record: it must not be kept here."""


class NoJudgment(frappe.ValidationError):
	"""There is no final criminal judgment behind the entry."""


class RestrictedPerson(Document):
	"""A person finally convicted of a listed offence committed as an adult (plan part 2(1)3, R14 and R19; A16).

	The register holds who, which judgment and which control; no account of the case, no other record.
	"""

	def validate(self):
		self.keep_facts()
		refuse_future(self, "offence_date", "judgment_date", "control_from")
		refuse_disorder(self, "control_from", "control_until")
		self.check_place()
		if self.is_new():
			refuse_switched_off(self, "offence")
			self.check_record()
			self.refuse_second_entry()
		self.set_status()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def apply_fieldlevel_read_permissions(self):
		"""Every way to read one document passes here (form, REST, client): the log comes first."""
		if not self.is_new():
			note_opening(self.name)
		super().apply_fieldlevel_read_permissions()

	def keep_facts(self):
		before = self.get_doc_before_save()
		if not before:
			return
		if before.forgotten_on:
			out_of_order(_("The details of this entry are deleted; it can no longer be changed."))
		if any(str(before.get(field) or "") != str(self.get(field) or "") for field in FACTS):
			out_of_order(
				_(
					"Person and judgment stay as they were entered. End this entry as {0} and enter a new one."
				).format(_("Entered in Error"))
			)

	def check_place(self):
		if frappe.db.get_value("Agency", self.agency, "agency_type") != "police_station":
			out_of_order(_("The responsible station must be a police station."))
		self.town = township_of(self.area) or self.area

	def check_record(self):
		try:
			birth_date = parse_identity_number(self.id_number).birth_date
		except ValueError:
			return  # seal_fields says what is wrong with the number
		why = why_refused(
			self.record_kind, birth_date, getdate(self.offence_date), getdate(self.judgment_date)
		)
		if why == "order":
			out_of_order(_("The judgment lies before the offence. Please check both dates."))
		if why:
			frappe.throw(self.words_for(why), exc=SealedByLaw, title=_("Sealed By Law"))
		if not is_criminal_number(self.judgment_number):
			frappe.throw(
				_("Give the number of the final criminal judgment, for example {0}.").format(
					"（2019）湘1222刑初12号"
				),
				exc=NoJudgment,
				title=_("Judgment Missing"),
			)

	def refuse_second_entry(self):
		names = find_by_sealed("Restricted Person", "id_number", self.id_number)
		if names and frappe.db.exists("Restricted Person", {"name": ("in", names), "status": UNDER_CONTROL}):
			out_of_order(_("This person is in the register already."))

	@staticmethod
	def words_for(why: str) -> str:
		return {
			"administrative": _(
				"Administrative penalties are sealed (Law on Penalties for Administration of Public Security, article 136) and are not kept here."
			),
			"not_prosecuted": _(
				"A decision not to prosecute is no conviction (Criminal Procedure Law, article 12) and is not kept here."
			),
			"juvenile": _(
				"The person was under eighteen at the offence. Such records are sealed (Criminal Procedure Law article 286, Law on Preventing Juvenile Delinquency article 59) and are not kept here."
			),
		}[why]

	def set_status(self):
		before = self.get_doc_before_save()
		if before and before.status == ENDED and not self.end_reason:
			out_of_order(
				_("Control that has ended stays ended. Enter a new record if there is a new judgment.")
			)
		until = getdate(self.control_until) if self.control_until else None
		self.status = status_of(until, self.end_reason, getdate())
		if self.status == ENDED:
			self.end_reason = self.end_reason or TERM_OVER
			self.ended_on = self.ended_on or today()
