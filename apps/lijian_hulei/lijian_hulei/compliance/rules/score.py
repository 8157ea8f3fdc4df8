"""Rates, scores and ranks of a compliance report. Nothing due gives no rate: None, not 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A duty done after its date is worth half a duty done in time.
LATE_WORTH = 0.5
DIGITS = 2


@dataclass(frozen=True)
class Count:
	"""Obligations by outcome, and the single acts behind them (required and done visits, meetings, …)."""

	met: int = 0
	met_late: int = 0
	overdue: int = 0
	open: int = 0
	required: int = 0
	done: int = 0

	def __add__(self, other: "Count") -> "Count":
		return Count(
			self.met + other.met,
			self.met_late + other.met_late,
			self.overdue + other.overdue,
			self.open + other.open,
			self.required + other.required,
			self.done + other.done,
		)

	@property
	def obligations(self) -> int:
		return self.met + self.met_late + self.overdue + self.open

	@property
	def rate(self) -> float | None:
		"""Percent of the obligations that were fulfilled at all."""
		return _percent(self.met + self.met_late, self.obligations)

	@property
	def score(self) -> float | None:
		"""Percent with late fulfilment counted at LATE_WORTH."""
		return _percent(self.met + LATE_WORTH * self.met_late, self.obligations)


@dataclass(frozen=True)
class Line:
	"""The outcome of one duty in one unit, with the duty's weight and the section of the plan it comes from."""

	duty: str
	count: Count
	weight: float = 1.0
	section: str = ""


def total(lines: Iterable[Line]) -> Count:
	result = Count()
	for line in lines:
		result += line.count
	return result


def weighted_score(lines: Sequence[Line]) -> float | None:
	"""Mean of the duties' scores by weight. A duty with nothing due, or of weight 0, neither helps nor harms."""
	counted = [line for line in lines if line.count.obligations and line.weight > 0]
	weights = sum(line.weight for line in counted)
	if not weights:
		return None
	return round(sum(line.count.score * line.weight for line in counted) / weights, DIGITS)


def ranks(scores: Sequence[float | None]) -> list[int | None]:
	"""1 is best; equal scores share a rank and the next one is skipped (1, 2, 2, 4). No score, no rank."""
	present = [score for score in scores if score is not None]
	return [None if score is None else 1 + sum(other > score for other in present) for score in scores]


def _percent(part: float, whole: int) -> float | None:
	return round(100 * part / whole, DIGITS) if whole else None
