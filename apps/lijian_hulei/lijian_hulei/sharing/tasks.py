"""What the scheduler does for shared information."""

from lijian_hulei.sharing.services.library import keep_views


def keep_library_views() -> None:
	"""Writes the hour's views of the parents' library into its resources. Safe to repeat."""
	keep_views()
