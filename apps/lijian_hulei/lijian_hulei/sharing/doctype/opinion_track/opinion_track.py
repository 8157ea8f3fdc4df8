from frappe.model.document import Document


class OpinionTrack(Document):
	pass
