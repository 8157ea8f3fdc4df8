import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, flt, getdate

from lijian_hulei.compliance.rules import assessment as rules

SCHEME = "Assessment Scheme"


class InvalidScheme(frappe.ValidationError):
	"""The scheme cannot be counted as it is written."""


class AssessmentScheme(Document):
	"""How the year's work is marked (plan part 3(2)1, R56). Submitted it is in force and never changed;
	a new version takes over from its first day on."""

	def validate(self):
		self.set_defaults()
		self.check_dates()
		self.check_rules()

	def before_submit(self):
		self.approved_on = self.approved_on or getdate()
		self.take_over()

	def before_cancel(self):
		if frappe.db.exists("Assessment Score", {"scheme": self.name, "status": ["!=", "Running"]}):
			self.refuse(_("scores have been published under this scheme; make a new version instead"))

	def set_defaults(self):
		self.township = self.township or frappe.db.get_single_value("Hulei Settings", "township")
		self.year = cint(self.year) or getdate(self.effective_from).year

	def check_dates(self):
		if getdate(self.effective_from).year != cint(self.year):
			self.refuse(_("the first day must lie in the year of the scheme"))
		if flt(self.full_points) <= 0:
			self.refuse(_("the full points must be more than nothing"))
		if cint(self.appeal_days) < 1:
			self.refuse(_("units need at least one day to appeal"))

	def check_rules(self):
		names = [row.rule_name for row in self.rules]
		if len(set(names)) < len(names):
			self.refuse(_("two rules have the same name"))
		for row in self.rules:
			self.check_rule(row)

	def check_rule(self, row):
		"""Every rule must be able to do what it says."""
		if row.effect != rules.VETO and flt(row.points) <= 0:
			self.refuse(_("row {0} needs points above 0").format(row.idx))
		if min(flt(row.cap), cint(row.grace_count), cint(row.grace_days)) < 0:
			self.refuse(_("row {0} has a number below 0").format(row.idx))
		if row.basis == rules.SHARE_IN_TIME and not 0 < flt(row.minimum_share) <= 100:
			self.refuse(_("row {0} needs the share to be reached, up to 100").format(row.idx))
		if (row.basis == rules.SHARE_IN_TIME) != (row.effect == rules.BONUS):
			self.refuse(
				_("row {0}: a bonus is given for a share met in time, and only for that").format(row.idx)
			)
		if row.duty and row.requirement:
			self.refuse(_("row {0} names a duty and a row of the plan; give one of them").format(row.idx))

	def take_over(self):
		"""The version in force ends on the day before this one begins."""
		others = frappe.get_all(  # a scheme is no personal data; who may submit this one follows the last one
			SCHEME,
			filters={"docstatus": 1, "township": self.township, "year": self.year, "name": ["!=", self.name]},
			fields=["name", "effective_from", "version"],
			order_by="effective_from desc",
			limit=1,
		)
		self.version = 1
		if not others:
			return
		last = others[0]
		if getdate(self.effective_from) <= getdate(last.effective_from):
			self.refuse(_("it must begin after the version in force, {0}").format(last.effective_from))
		self.supersedes, self.version = last.name, cint(last.version) + 1
		# The scheme in force is closed by the next one alone; it is otherwise immutable.
		frappe.db.set_value(SCHEME, last.name, "effective_to", add_days(self.effective_from, -1))

	def refuse(self, reason: str):
		frappe.throw(
			_("The scheme cannot be kept: {0}.").format(reason),
			exc=InvalidScheme,
			title=_("Assessment Scheme"),
		)


def on_doctype_update() -> None:
	frappe.db.add_index(SCHEME, ["docstatus", "effective_from"])
