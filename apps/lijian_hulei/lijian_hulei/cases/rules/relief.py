"""Relief of one child (plan part 2(2)3, R37): who may decide, what was decided, what is still owed."""

from dataclasses import dataclass
from datetime import date

DRAFT = "Draft"
PROPOSED = "Proposed"
APPROVED = "Approved"
REJECTED = "Rejected"
ENDED = "Relief Ended"

CONSENTS = ("Given", "Not Required")


@dataclass(frozen=True)
class Measure:
	"""One measure of a plan. `amount` in yuan."""

	relief_type: str
	agency: str
	measure: str
	amount: float
	due_on: date | None
	done_on: date | None = None

	@property
	def promise(self) -> tuple:
		"""What was approved; the carrying out may go on being written."""
		return (self.relief_type, self.agency, self.measure, round(float(self.amount or 0), 2), self.due_on)


def is_changed(approved: list[Measure], now: list[Measure]) -> bool:
	"""Whether what was approved is no longer what stands there; the order of rows does not matter."""
	return sorted(map(_key, approved)) != sorted(map(_key, now))


def _key(measure: Measure) -> tuple:
	return tuple(str(part) for part in measure.promise)


def may_decide(proposer: str | None, decider: str | None) -> bool:
	"""Who proposed does not decide; nobody decides without a post."""
	return bool(decider) and decider != proposer


def total(measures: list[Measure]) -> float:
	return round(sum(measure.amount or 0 for measure in measures), 2)


def unfinished(measures: list[Measure]) -> int:
	return sum(1 for measure in measures if not measure.done_on)
