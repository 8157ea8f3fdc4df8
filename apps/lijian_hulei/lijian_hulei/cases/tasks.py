"""What the scheduler calls for cases. May be run twice or late without harm."""

from lijian_hulei.cases.services.referrals import mark_overdue


def follow_cases() -> None:
	mark_overdue()
