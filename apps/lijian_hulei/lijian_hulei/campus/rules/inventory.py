"""Reading a check of a school's defences: what is a gap, and what keeps a check from being handed in.

Source: plan part 2(1)1 (人防、物防、技防 and the surroundings, R04 and R05).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

HUMAN, PHYSICAL, TECHNICAL, SURROUNDINGS = (
	*("Human Defence", "Physical Defence", "Technical Defence"),
	"Surroundings",
)
DIMENSIONS = (HUMAN, PHYSICAL, TECHNICAL, SURROUNDINGS)
NUMBER = "Number"
PRESENT, ABSENT, NOT_APPLICABLE = "Present", "Absent", "Not Applicable"
DAYS_TO_RECTIFY = 15


@dataclass(frozen=True)
class Row:
	"""One item of a check as it was answered; `number` None means that nothing was entered."""

	position: int
	dimension: str
	is_number: bool = False
	answer: str | None = None
	number: int | None = None
	minimum: int = 0
	remark: str | None = None

	@property
	def is_answered(self) -> bool:
		return self.number is not None if self.is_number else bool(self.answer)

	@property
	def is_gap(self) -> bool:
		if self.is_number:
			return self.number is not None and self.number < self.minimum
		return self.answer == ABSENT


@dataclass(frozen=True)
class Problem:
	"""What a check still lacks; `position` is 0 where it concerns the whole."""

	reason: str
	position: int = 0


def gaps_by_dimension(rows: Iterable[Row]) -> dict[str, int]:
	"""How many gaps each of DIMENSIONS has; none is left out."""
	found = dict.fromkeys(DIMENSIONS, 0)
	for row in rows:
		if row.is_gap and row.dimension in found:
			found[row.dimension] += 1
	return found


def problems(rows: list[Row], surroundings_checked: bool) -> list[Problem]:
	"""Everything that keeps a check from being submitted, in the order of the form.

	Rows of the surroundings may stay blank where the surroundings were not looked at.
	"""
	if not rows:
		return [Problem("no_items")]
	found = []
	for row in rows:
		if row.number is not None and row.number < 0:
			found.append(Problem("negative", row.position))
		elif not row.is_answered:
			if row.dimension != SURROUNDINGS or surroundings_checked:
				found.append(Problem("no_answer", row.position))
		elif row.is_gap and not (row.remark or "").strip():
			found.append(Problem("no_remark", row.position))
	return found


def rectify_by(checked_on: date) -> date:
	return checked_on + timedelta(days=DAYS_TO_RECTIFY)
