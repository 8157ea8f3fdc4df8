from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code


class BulletinKind(Document):
	"""What shared information is about; an administrator adds kinds."""

	def validate(self):
		check_code(self)
