import frappe
from frappe.model.document import Document

from lijian_hulei.ledger.services.canvass import check_canvass, count_canvass


class Canvass(Document):
	"""The yearly canvass of an area's minors, reported to the protection office (plan part 2 section 2)."""

	def validate(self) -> None:
		check_canvass(self)

	def before_submit(self) -> None:
		count_canvass(self)


def on_doctype_update() -> None:
	frappe.db.add_index("Canvass", ["year", "area"], "hulei_year_area")
