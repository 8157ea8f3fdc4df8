"""What the scheduler does for the organisation."""

from lijian_hulei.organisation import services


def follow_terms_of_office() -> None:
	"""Daily, first thing: accounts open on the first day of a post and close on the day after the last."""
	services.follow_calendar()
