from frappe.model.document import Document


class VenueTypeItem(Document):
	pass
