import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, flt, getdate, now_datetime

from lijian_hulei.compliance.services.bulletin import distribute
from lijian_hulei.compliance.services.freezing import is_closed, refigure
from lijian_hulei.kernel.periods import Period

TOWNSHIP = "Township"
TO_BE_APPROVED, RETURNED = "To Be Approved", "Returned"
TOTALS = ("obligations", "met", "met_late", "overdue", "required", "done", "rate", "score")
CHILDREN = ("grade_red", "grade_yellow", "grade_blue", "new_red", "visits")
FIXED = ("title", "unit_kind", "area", "agency", "narrative", "version", *TOTALS, *CHILDREN)
TABLES = {
	"lines": ("duty", *TOTALS, "weight"),
	"units": (
		"rank",
		"unit_name",
		"area",
		"agency",
		"obligations",
		"met",
		"met_late",
		"overdue",
		"rate",
		"score",
	),
}


class FiguresAreFixed(frappe.ValidationError):
	"""Somebody tried to write figures by hand."""


class MonthNotOver(frappe.ValidationError):
	"""A report was to be issued before its month was closed."""


class NotApproved(frappe.ValidationError):
	"""A bulletin was to be issued without having been sent for approval, or by whoever sent it."""


class ComplianceReport(Document):
	"""The account of one month for a township, a village or an agency (plan part 3(2)3, R49).

	Its figures come from the obligations alone. Submitted it is frozen; a correction is an amendment with the
	next version, whose figures are taken anew.
	"""

	def before_insert(self):
		if self.flags.figures_from_service:
			return
		if not self.amended_from:
			frappe.throw(
				_("Reports are drawn up from the records. Use the button Run Month in the list of reports."),
				exc=FiguresAreFixed,
				title=_("Not By Hand"),
			)
		self.take_over_from_corrected()
		refigure(self)
		self.flags.figures_from_service = True

	def validate(self):
		if not self.flags.figures_from_service:
			self.check_figures()
			self.check_sections()
		self.follow_status()

	def before_submit(self):
		if not self.flags.figures_from_service:
			self.check_month_is_closed()
			self.check_approved()
		self.issued_on = self.issued_on or now_datetime()

	def on_submit(self):
		if self.unit_kind == TOWNSHIP and not self.flags.without_notice:
			distribute(self)

	def follow_status(self):
		"""Draft, sent for approval, returned or issued (R49): kept by the workflow, checked here for every way in."""
		before = self.get_doc_before_save()
		former = before.status if before else None
		if self.status == former or self.docstatus:
			return
		if self.status == TO_BE_APPROVED:
			self.check_month_is_closed()
			self.sent_by = frappe.session.user
		elif self.status == RETURNED and not (self.return_reason or "").strip():
			self.not_approved(
				_("Please say in the field {0} why the bulletin is returned.").format(
					_("Why It Was Returned")
				)
			)

	def check_approved(self):
		"""The township's bulletin goes out after somebody else than its writer has approved it."""
		if self.unit_kind != TOWNSHIP or self.flags.ignore_permissions:
			return
		before = self.get_doc_before_save()
		if not before or before.status != TO_BE_APPROVED:
			self.not_approved(_("The bulletin has to be sent for approval before it is issued."))
		if before.sent_by == frappe.session.user:
			self.not_approved(_("Whoever sent the bulletin for approval does not issue it."))

	def not_approved(self, message: str):
		frappe.throw(message, exc=NotApproved, title=_("Approval of the Bulletin"))

	def check_sections(self):
		"""The words may change until the bulletin is sent; headings and drafts stay, sections are not added or lost."""
		stored = self.get_doc_before_save()
		if not stored or rows_of(self, "sections", ("heading", "drafted")) == rows_of(
			stored, "sections", ("heading", "drafted")
		):
			return
		frappe.throw(
			_(
				"The sections of the bulletin come from the records. Edit their text; use problems and measures for the rest."
			),
			exc=FiguresAreFixed,
			title=_("Figures Are Fixed"),
		)

	def duty_titles(self) -> dict[str, str]:
		"""For prints and workbooks: what the duties of the lines are called."""
		codes = [row.duty for row in self.lines]
		# Titles of duties: every officer may read them.
		rows = frappe.get_all("Duty", {"name": ["in", codes]}, ["name", "title"], order_by="name")
		return {row.name: row.title for row in rows}

	def take_over_from_corrected(self):
		"""The unit, the month and the day of first issue cannot change in a correction."""
		corrected = frappe.get_doc(self.doctype, self.amended_from)
		for fieldname in ("unit_kind", "area", "agency", "period_start", "period_end", "issued_on"):
			self.set(fieldname, corrected.get(fieldname))
		self.version = cint(corrected.version) + 1
		self.update({"status": "Draft", "sent_by": None, "return_reason": None})

	def check_figures(self):
		stored = self.get_doc_before_save()
		if not stored:
			return
		changed = any(_comparable(self.get(field)) != _comparable(stored.get(field)) for field in FIXED)
		for table, fieldnames in TABLES.items():
			changed = changed or rows_of(self, table, fieldnames) != rows_of(stored, table, fieldnames)
		if changed:
			frappe.throw(
				_(
					"The figures come from the records and cannot be changed here. Only problems and measures are yours to write."
				),
				exc=FiguresAreFixed,
				title=_("Figures Are Fixed"),
			)

	def check_month_is_closed(self):
		period = Period(getdate(self.period_start), getdate(self.period_end))
		if not is_closed(period):
			frappe.throw(
				_(
					"The month is not closed yet. The report can be issued once the month is over and its figures are fixed."
				),
				exc=MonthNotOver,
				title=_("Month Not Over"),
			)


def rows_of(report: Document, table: str, fieldnames: tuple[str, ...]) -> list[tuple]:
	"""Values as they compare, whether they came from the database or from a client."""
	return [tuple(_comparable(row.get(fieldname)) for fieldname in fieldnames) for row in report.get(table)]


def _comparable(value: object) -> object:
	return round(flt(value), 4) if isinstance(value, int | float) or not value else cstr(value)


def on_doctype_update() -> None:
	frappe.db.add_index("Compliance Report", ["period_start", "unit_kind"])
