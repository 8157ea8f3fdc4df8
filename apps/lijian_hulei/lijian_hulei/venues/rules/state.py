"""How a venue stands today, in one word with a colour, for lists, maps and reports alike."""

from dataclasses import dataclass
from datetime import date

OPERATING = "Operating"
NOT_OPERATING = "Not Operating"
NOT_IN_SCOPE = "Not in Scope"
RECTIFICATION_OVERDUE = "Rectification Overdue"
LONG_NOT_INSPECTED = "Long Not Inspected"
RECTIFICATION_UNDER_WAY = "Rectification Under Way"
INSPECTIONS_MISSING = "Inspections Missing"
IN_ORDER = "In Order"

# A month with its two inspections never leaves more days than this between them.
LONG_DAYS = 31

# The worst first, with the colour in which it is drawn.
COLOURS = {
	RECTIFICATION_OVERDUE: "#c00000",
	LONG_NOT_INSPECTED: "#e24c4c",
	RECTIFICATION_UNDER_WAY: "#e07b00",
	INSPECTIONS_MISSING: "#e0b400",
	IN_ORDER: "#29845a",
	NOT_IN_SCOPE: "#8d99a6",
	NOT_OPERATING: "#b8c2cc",
}
STATES = tuple(COLOURS)


@dataclass(frozen=True)
class Facts:
	"""What is known of a venue. `required` and `done` are the month's inspections as the duty counts them."""

	status: str
	in_scope: bool
	last_inspected_on: date | None
	open_orders: int
	overdue_orders: int
	required: int
	done: int
	listed_on: date | None = None


def state_of(facts: Facts, today: date) -> str:
	"""The most pressing thing to say about the venue."""
	if facts.status != OPERATING:
		return NOT_OPERATING
	if facts.overdue_orders:
		return RECTIFICATION_OVERDUE
	if facts.in_scope and _long_not_inspected(facts, today):
		return LONG_NOT_INSPECTED
	if facts.open_orders:
		return RECTIFICATION_UNDER_WAY
	if not facts.in_scope:
		return NOT_IN_SCOPE
	return INSPECTIONS_MISSING if facts.done < facts.required else IN_ORDER


def _long_not_inspected(facts: Facts, today: date) -> bool:
	"""A venue that is new in the register has its month before it counts as forgotten."""
	since = facts.last_inspected_on or facts.listed_on
	return since is None or (today - since).days > LONG_DAYS
