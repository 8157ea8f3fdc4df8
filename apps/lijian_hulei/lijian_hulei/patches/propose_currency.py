"""Sites that were made before show sums of relief in yuan, unless a currency has been chosen."""

from lijian_hulei.setup import site_defaults


def execute() -> None:
	"""Safe to run twice."""
	site_defaults.propose_currency()
