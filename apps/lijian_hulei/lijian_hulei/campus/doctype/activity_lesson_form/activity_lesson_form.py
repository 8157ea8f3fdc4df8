from frappe.model.document import Document


class ActivityLessonForm(Document):
	pass
