"""What the scheduler calls for privacy. May be repeated."""

from lijian_hulei.privacy import protected_export


def end_exports() -> None:
	"""Deletes files of protected exports whose time is over, and ends those whose worker died."""
	protected_export.expire()
	protected_export.give_up_stalled()
