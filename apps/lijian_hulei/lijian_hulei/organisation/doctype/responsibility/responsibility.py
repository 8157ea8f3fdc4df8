import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import format_date, getdate

from lijian_hulei.organisation.rules.responsibility import Term, gap_before, overlapping
from lijian_hulei.organisation.secretaries import appoint_as_direct_too, end_as_direct_too
from lijian_hulei.organisation.services import terms_of


class WrongSubject(frappe.ValidationError):
	"""Neither or both of area and agency are given, or the dates are upside down."""


class ResponsibilityOverlap(frappe.ValidationError):
	"""Two of one kind on one day for the same area or agency."""


class UnexplainedGap(frappe.ValidationError):
	"""Nobody was responsible for some days and no reason is given."""


class Responsibility(Document):
	"""Who answers for an area or agency, as which of the three kinds, from when to when."""

	def validate(self) -> None:
		self.check_subject()
		self.check_dates()
		self.check_overlap()
		self.check_gap()

	def after_insert(self) -> None:
		appoint_as_direct_too(self)

	def on_update(self) -> None:
		end_as_direct_too(self)

	def check_subject(self) -> None:
		if bool(self.area) == bool(self.agency):
			frappe.throw(
				_("Please name either an area or an agency, and not both."),
				exc=WrongSubject,
				title=_("Whose Responsibility?"),
			)

	def check_dates(self) -> None:
		if self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("Until lies before From Date."), exc=WrongSubject, title=_("Dates Do Not Fit"))

	def check_overlap(self) -> None:
		other = overlapping(self.term(), self.others())
		if other:
			frappe.throw(
				_(
					"{0} already covers some of these days. Please end it first, on the day before this one begins."
				).format(other.name),
				exc=ResponsibilityOverlap,
				title=_("Two at Once"),
			)

	def check_gap(self) -> None:
		gap = gap_before(self.term(), self.others())
		if gap and not (self.gap_reason or "").strip():
			frappe.throw(
				_("From {0} to {1} nobody was responsible. Please give the reason, or begin earlier.").format(
					format_date(gap[0]), format_date(gap[1])
				),
				exc=UnexplainedGap,
				title=_("Gap Without Reason"),
			)

	def term(self) -> Term:
		return Term(self.name or "", getdate(self.from_date), getdate(self.to_date) if self.to_date else None)

	def others(self) -> list[Term]:
		return terms_of(self.kind, area=self.area, agency=self.agency)


def on_doctype_update() -> None:
	frappe.db.add_index("Responsibility", ["area", "kind", "from_date"])
	frappe.db.add_index("Responsibility", ["agency", "kind", "from_date"])
