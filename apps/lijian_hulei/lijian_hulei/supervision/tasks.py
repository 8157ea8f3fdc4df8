"""What the scheduler does for the register of restricted persons."""

from lijian_hulei.supervision.services import exits


def follow_register() -> None:
	"""Control whose term is over ends; details of those who left are deleted when due. Safe to repeat."""
	exits.end_terms()
	exits.forget_ended()
