import frappe
from frappe.model.document import Document

from lijian_hulei.ledger.services.focus import focus_of
from lijian_hulei.ledger.services.households import area_moved, refuse_area_of_others
from lijian_hulei.ledger.services.registry import require_living_area
from lijian_hulei.records.changes import has_changed


class Household(Document):
	"""A family at an address. Whether it is under special attention follows from its minors and guardians."""

	def validate(self) -> None:
		self.check_area()
		self.set_focus()

	def check_area(self) -> None:
		if self.area and has_changed(self, "area"):
			require_living_area(self.area)
			if not self.is_new():
				refuse_area_of_others(self)

	def set_focus(self) -> None:
		focus = focus_of(self)
		self.is_focus, self.focus_reason = int(focus.is_focus), focus.reason

	def on_update(self) -> None:
		area_moved(self)


def on_doctype_update() -> None:
	"""For the list of households to watch, newest first: of them a village's are found without walking all the others."""
	frappe.db.add_index("Household", ["is_focus", "modified"])
