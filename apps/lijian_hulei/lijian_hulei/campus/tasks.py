"""What the scheduler does for this module."""

from lijian_hulei.campus.services.calendar import follow_calendars


def daily() -> None:
	follow_calendars()
