from frappe.model.document import Document


class SchoolCalendarDay(Document):
	pass
