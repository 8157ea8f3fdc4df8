from frappe.model.document import Document


class LessonForm(Document):
	"""How a lesson is given: exam, drawing, story, game, discussion (R24). Editable without code."""
