import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.records.changes import has_changed
from lijian_hulei.records.checks import out_of_order

OF_THE_AGENCY = ("measures",)


class BulletinReceipt(Document):
	"""One agency's copy of a published bulletin; opening it signs for it (R41, R45). Made by publication only."""

	def validate(self):
		if self.flags.signing:
			return
		if self.is_new():
			out_of_order(_("Receipts are made when information is published."))
		changed = [
			field.fieldname
			for field in self.meta.get(
				"fields", {"fieldtype": ("not in", ("HTML", "Section Break", "Column Break"))}
			)
			if has_changed(self, field.fieldname) and field.fieldname not in OF_THE_AGENCY
		]
		if changed:
			out_of_order(_("Only the measures taken can be written here."))


def on_doctype_update() -> None:
	frappe.db.add_index("Bulletin Receipt", ["agency", "state"])
