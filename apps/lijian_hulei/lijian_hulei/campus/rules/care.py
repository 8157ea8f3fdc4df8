"""What a check on a carer comes to. Source: plan part 2(1)1 (R07); 未成年人保护法 articles 22 and 23."""

from collections.abc import Iterable

GOOD, CONCERN, URGENT = "Good", "Concern", "Urgent"
SUITABLE, NEEDS_HELP, UNSUITABLE = "Suitable", "Needs Help", "Unsuitable"


def conclusion_of(findings: Iterable[str | None], conduct: str | None) -> str:
	"""An urgent conduct of the carer makes the care unsuitable; anything else that is not good calls for help.

	Blank while something has not been looked at.
	"""
	found = [*findings, conduct]
	if not all(found):
		return ""
	if conduct == URGENT:
		return UNSUITABLE
	return SUITABLE if all(finding == GOOD for finding in found) else NEEDS_HELP
