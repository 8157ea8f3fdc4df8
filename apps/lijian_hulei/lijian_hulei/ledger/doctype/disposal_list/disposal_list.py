from frappe.model.document import Document

from lijian_hulei.ledger.services import disposal


class DisposalList(Document):
	"""Records past their time, drawn up by one officer and approved by another; then they are destroyed (A24)."""

	def before_insert(self) -> None:
		disposal.fill(self)

	def validate(self) -> None:
		disposal.keep_as_filled(self)

	def before_submit(self) -> None:
		disposal.approve(self)

	def on_submit(self) -> None:
		disposal.start(self)

	def before_cancel(self) -> None:
		disposal.refuse_cancelling(self)
