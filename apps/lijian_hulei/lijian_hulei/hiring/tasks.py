"""What the scheduler does for the checks of staff."""

from lijian_hulei.hiring.services import bans, reminders


def follow_staff_checks() -> None:
	"""Bans whose term is over end; units are told of checks that run out. Safe to repeat."""
	bans.end_bans()
	reminders.remind_units()
