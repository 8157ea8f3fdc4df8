from frappe.model.document import Document
from frappe.utils import today

from lijian_hulei.records.changes import has_changed
from lijian_hulei.sharing.services.deidentify import refuse_identifying
from lijian_hulei.sharing.services.people import acting_officer

PUBLISHED = "Published"
SHOWN = ("title", "summary", "content", "source")


class Resource(Document):
	"""Something parents can read about keeping children safe, on the page without login once published (R43)."""

	def before_validate(self):
		if self.is_new():
			self.author = acting_officer()

	def validate(self):
		self.follow_state()

	def follow_state(self):
		"""Whatever changes while it is published is checked like a new one."""
		if self.status != PUBLISHED:
			return
		if self.is_new() or any(has_changed(self, field) for field in (*SHOWN, "status")):
			refuse_identifying(self, *SHOWN)
		before = self.get_doc_before_save()
		if not before or before.status != PUBLISHED:
			self.published_on = today()
