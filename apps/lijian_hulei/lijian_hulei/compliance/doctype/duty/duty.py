import re

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.compliance.rules import vocabulary as words
from lijian_hulei.compliance.rules.conditions import InvalidCondition
from lijian_hulei.compliance.services.columns import (
	DATE_TYPES,
	UnfitValue,
	UnknownColumn,
	criteria,
	fieldtype_of,
)
from lijian_hulei.compliance.services.definitions import DutySpec, forget, spec_of
from lijian_hulei.compliance.services.responsibility import minor_field

CODE = re.compile(r"^[A-Za-z][A-Za-z0-9_]{1,39}$")
SUBJECT_FIELDS = (
	"subject_area_field",
	"subject_agency_field",
	"subject_date_field",
	"subject_key_field",
	"event_date_field",
	"responsible_field",
)
EVIDENCE_FIELDS = (
	"evidence_link_field",
	"evidence_date_field",
	"evidence_until_field",
	"evidence_period_field",
	"evidence_distinct_field",
)
MUST_BE_DATES = (
	"subject_date_field",
	"event_date_field",
	"evidence_date_field",
	"evidence_until_field",
	"evidence_period_field",
)
CLOSED_DOCTYPES = ("Sealed Value", "Reveal Log", "Export Log", "Obligation")


class InvalidDuty(frappe.ValidationError):
	"""The duty cannot be carried out as it is written; the message names the field."""


class Duty(Document):
	"""One duty of the plan as data: who owes it, for what, how often, and what counts as done (design part 5)."""

	def validate(self):
		self.check_code()
		self.check_doctypes()
		self.check_fields()
		self.check_filters()
		self.check_responsible()
		self.check_timing()
		self.check_ladder()

	def on_update(self):
		forget()

	def after_delete(self):
		forget()

	@property
	def spec(self) -> DutySpec:
		return spec_of(self)

	def check_code(self):
		if not CODE.match(self.code or ""):
			self.refuse("code", _("use 2 to 40 letters, digits and underscores, beginning with a letter"))

	def check_doctypes(self):
		"""Records of the township's work only: no users, files or settings, nothing sealed."""
		for fieldname in ("subject_doctype", "evidence_doctype"):
			meta = frappe.get_meta(self.get(fieldname))
			app = frappe.local.module_app.get(frappe.scrub(meta.module))
			foreign = app == "frappe" and not meta.custom
			if (
				meta.istable
				or meta.issingle
				or getattr(meta, "is_virtual", 0)
				or foreign
				or meta.name in CLOSED_DOCTYPES
			):
				self.refuse(fieldname, _("{0} cannot be used in a duty").format(_(meta.name)))

	def check_fields(self):
		for doctype, fieldnames in (
			(self.subject_doctype, SUBJECT_FIELDS),
			(self.evidence_doctype, EVIDENCE_FIELDS),
		):
			for fieldname in fieldnames:
				if self.get(fieldname):
					self.check_field(doctype, fieldname)

	def check_field(self, doctype: str, fieldname: str):
		try:
			kind = fieldtype_of(doctype, self.get(fieldname))
		except UnknownColumn:
			self.refuse(fieldname, _("{0} has no field {1}").format(_(doctype), self.get(fieldname)))
		if fieldname in MUST_BE_DATES and kind not in DATE_TYPES:
			self.refuse(fieldname, _("{0} is not a date").format(self.get(fieldname)))

	def check_filters(self):
		for fieldname, doctype in (
			("subject_filters", self.subject_doctype),
			("evidence_filters", self.evidence_doctype),
		):
			self.check_filter(fieldname, doctype)

	def check_filter(self, fieldname: str, doctype: str):
		try:
			spec = spec_of({**self.as_dict(), **{other: "[]" for other in self.other_filters(fieldname)}})
			conditions = spec.subject_conditions or spec.evidence_conditions
			criteria(frappe.qb.DocType(doctype), doctype, conditions)
		except InvalidCondition as error:
			self.refuse(fieldname, self.words_for(error))
		except UnknownColumn as error:
			self.refuse(fieldname, _("{0} has no field {1}").format(_(error.doctype), error.fieldname))
		except UnfitValue as error:
			self.refuse(fieldname, _("the value does not fit the field {0}").format(error.fieldname))

	@staticmethod
	def other_filters(fieldname: str) -> list[str]:
		return [other for other in ("subject_filters", "evidence_filters") if other != fieldname]

	@staticmethod
	def words_for(error: InvalidCondition) -> str:
		messages = {
			"not_a_list": _("this is not a JSON list"),
			"shape": _("row {0} must be [field, operator, value]"),
			"field": _("the field name in row {0} is not valid"),
			"operator": _("the operator in row {0} is not allowed"),
			"value": _("the value in row {0} does not fit its operator"),
		}
		return messages[error.reason].format(error.row)

	def check_responsible(self):
		needed = {
			words.POSITION_IN_AREA: "position",
			words.AGENCY_OF_TYPE: "agency_type",
			words.OFFICER_ON_RECORD: "responsible_field",
		}.get(self.responsible)
		if needed and not self.get(needed):
			self.refuse(needed, _("is needed for {0}").format(_(self.responsible)))
		if self.responsible == words.HELPER:
			try:
				fieldtype_of(self.subject_doctype, minor_field(self.spec))
			except UnknownColumn:
				self.refuse("responsible", _("only a child, or a record of one child, has a helper"))
		if self.count_by_grade and self.subject_doctype != "Minor":
			self.refuse("count_by_grade", _("only children have a grade"))

	def check_timing(self):
		if self.frequency in words.EVENT_FREQUENCIES:
			if not self.event_date_field:
				self.refuse("event_date_field", _("is needed for {0}").format(_(self.frequency)))
			if not self.due_within:
				self.refuse("due_within", _("is needed for {0}").format(_(self.frequency)))
		if self.frequency == words.ONCE_BY_DATE and not (self.due_month and self.due_day):
			self.refuse("due_month", _("give month and day"))
		if (self.due_month or 0) > 12:
			self.refuse("due_month", _("a year has twelve months"))
		if (self.due_day or 0) > 31:
			self.refuse("due_day", _("a month has at most 31 days"))
		if self.effective_from and self.effective_to and str(self.effective_to) < str(self.effective_from):
			self.refuse("effective_to", _("lies before the beginning"))

	def check_ladder(self):
		if not self.spec.ladder.is_ordered():
			self.refuse("escalate_first_days", _("a higher step cannot come before a lower one"))

	def refuse(self, fieldname: str, reason: str):
		frappe.throw(
			_("{0}: {1}.").format(frappe.bold(_(self.meta.get_label(fieldname))), reason),
			exc=InvalidDuty,
			title=_("Duty Cannot Be Saved"),
		)
