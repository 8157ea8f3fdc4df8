from frappe.model.document import Document


class PublicHoliday(Document):
	"""A day off by the State Council's yearly notice, or a weekend day on which people work to make up for one."""
