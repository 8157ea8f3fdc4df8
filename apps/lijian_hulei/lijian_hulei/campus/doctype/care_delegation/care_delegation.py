import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from lijian_hulei.campus.services.carers import child_facts
from lijian_hulei.privacy.services import seal_fields, store_sealed
from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import refuse_disorder, refuse_future, require

ENDED = "Ended"


class InvalidCare(frappe.ValidationError):
	"""Facts about the child in care that cannot be."""


class CareDelegation(Document):
	"""Who cares for a child in the parents' place: adopters, delegated and temporary carers (R07)."""

	def validate(self):
		self.take_child()
		self.check_birth_year()
		refuse_future(self, "from_date", "to_date")
		refuse_disorder(self, "from_date", "to_date")
		self.check_end()
		seal_fields(self)

	def on_update(self):
		store_sealed(self)

	def take_child(self):
		"""Sex and year of birth are all that the civil affairs office learns of a child of the ledger."""
		if self.minor and has_changed(self, "minor"):
			self.update(child_facts(self.minor))

	def check_birth_year(self):
		year = cint(self.child_birth_year)
		if year and not 0 <= getdate().year - year <= 18:
			frappe.throw(
				_("The year of birth must be of somebody under eighteen."),
				exc=InvalidCare,
				title=_("Invalid Number"),
			)

	def check_end(self):
		if self.status == ENDED:
			require(self, "to_date", "end_reason", step=_("End of the Care"))
