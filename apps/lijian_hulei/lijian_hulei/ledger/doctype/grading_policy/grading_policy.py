from frappe.model.document import Document

from lijian_hulei.ledger.services import policy_versions
from lijian_hulei.ledger.services.policies import forget_also_on_rollback


class GradingPolicy(Document):
	"""The rules for Red, Yellow and Blue. Submitted it is in force from its day on and never changed again."""

	def validate(self) -> None:
		policy_versions.check_rules(self)
		policy_versions.check_start(self)

	def before_submit(self) -> None:
		policy_versions.refuse_same_start(self)

	def on_submit(self) -> None:
		policy_versions.close_versions()
		forget_also_on_rollback()
		policy_versions.grade_by_new_policy(self)

	def before_cancel(self) -> None:
		policy_versions.refuse_cancel_once_in_force(self)

	def on_cancel(self) -> None:
		policy_versions.close_versions()

	def on_change(self) -> None:
		forget_also_on_rollback()
