import frappe
from frappe import _
from frappe.model.document import Document


class ScoreIsCounted(frappe.ValidationError):
	"""Somebody tried to write a score by hand."""


class AssessmentScore(Document):
	"""What a village or unit was given in a quarter or year, each line opening the records behind it (R56)."""

	def validate(self):
		if not self.flags.from_service:
			frappe.throw(
				_("Scores are counted from the records. What seems wrong can be appealed against."),
				exc=ScoreIsCounted,
				title=_("Not By Hand"),
			)

	def on_trash(self):
		if self.status != "Running":
			frappe.throw(_("A published score stays on record."), exc=ScoreIsCounted, title=_("Not By Hand"))


def on_doctype_update() -> None:
	frappe.db.add_unique(
		"Assessment Score", ["period_kind", "period_start", "unit_kind", "area", "agency"], "one_of_a_unit"
	)
