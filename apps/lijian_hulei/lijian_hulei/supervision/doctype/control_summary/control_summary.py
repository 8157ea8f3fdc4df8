import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from lijian_hulei.kernel.periods import month_of
from lijian_hulei.organisation.services import officer_of, township_of
from lijian_hulei.records.checks import out_of_order
from lijian_hulei.supervision.rules.control import names_somebody
from lijian_hulei.supervision.services.summaries import numbers_of


class NamesSomebody(frappe.ValidationError):
	"""A summary speaks of numbers of the register, never of persons."""


class ControlSummary(Document):
	"""What the auxiliary officer reports each month on the control in a village (plan part 2(1)3, R21)."""

	def validate(self):
		self.officer = self.officer or officer_of(frappe.session.user)
		self.check_village()
		self.check_month()
		self.check_texts()
		self.count()

	def before_submit(self):
		self.summary_date = today()

	def check_village(self):
		if frappe.db.get_value("Area", self.area, "level") != "Village":
			out_of_order(_("A summary is for one village or community."))
		self.town = township_of(self.area)
		if self.officer:
			self.agency = frappe.db.get_value("Officer", self.officer, "agency")

	def check_month(self):
		self.month = month_of(getdate(self.month)).start
		if self.month > getdate():
			out_of_order(_("This month has not begun yet."))
		other = frappe.db.exists(
			"Control Summary",
			{"area": self.area, "month": self.month, "docstatus": ("!=", 2), "name": ("!=", self.name or "")},
		)
		if other:
			out_of_order(_("This village's summary of the month exists already: {0}.").format(other))

	def check_texts(self):
		for fieldname in ("work_done", "problems"):
			if names_somebody(self.get(fieldname)):
				frappe.throw(
					_(
						"{0} holds an identity, telephone or judgment number. Write the numbers of the register only."
					).format(frappe.bold(_(self.meta.get_label(fieldname)))),
					exc=NamesSomebody,
					title=_("Remove Personal Data"),
				)

	def count(self):
		"""Until it is handed in; afterwards the numbers stay as they were reported."""
		before = self.get_doc_before_save()
		if not before or before.docstatus == 0:
			self.update(numbers_of(self.area, month_of(getdate(self.month))))


def on_doctype_update() -> None:
	frappe.db.add_index("Control Summary", ["area", "month"])
