"""Who looks after the minor: exactly one of the guardians is the main one."""

from collections.abc import Sequence


def guardian_problem(main_flags: Sequence[bool]) -> str | None:
	"""`main_flags` has one flag for each guardian. Nobody at all is allowed: it is a finding, not a mistake."""
	if not main_flags:
		return None
	count = sum(1 for flag in main_flags if flag)
	if count == 0:
		return "no_main"
	return "two_mains" if count > 1 else None
