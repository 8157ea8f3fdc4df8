"""What the scheduler does for this module."""

from lijian_hulei.campus.services.calendar import follow_calendars


def follow_campus() -> None:
	follow_calendars()
