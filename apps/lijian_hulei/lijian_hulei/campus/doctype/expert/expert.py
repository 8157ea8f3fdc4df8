from frappe.model.document import Document

from lijian_hulei.privacy.services import seal_fields, store_sealed


class Expert(Document):
	"""Somebody who may be invited to a school: psychologist, social worker, legal expert (R23)."""

	def validate(self):
		seal_fields(self)

	def on_update(self):
		store_sealed(self)
