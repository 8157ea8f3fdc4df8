"""Points of a village or unit under an assessment scheme (plan part 3(2)1, R56). What is counted comes from the records."""

from collections.abc import Iterable
from dataclasses import dataclass

DEDUCTION, BONUS, VETO = "Deduction", "Bonus", "Veto"
OVERDUE_DUTY = "Overdue Duty"
LATE_DUTY = "Late Duty"
SENT_TO_OFFICE = "Duty Sent To The Office"
SHARE_IN_TIME = "Share Met In Time"
FILE_APPROVED = "Accountability File Approved"
BOTH = "Village and Agency"
DIGITS = 2


@dataclass(frozen=True)
class Rule:
	"""One line of a scheme. `cap` of 0 sets no limit; `grace_count`: the first so many are free."""

	effect: str
	basis: str
	points: float
	cap: float = 0
	grace_count: int = 0
	minimum_share: float = 0


@dataclass(frozen=True)
class Hit:
	"""How often a rule applied, out of how many; for SHARE_IN_TIME how many of the duties were met in time."""

	number: int = 0
	base: int = 0


@dataclass(frozen=True)
class Outcome:
	"""What one rule did: `points` below 0 are deducted, above 0 are a bonus."""

	hits: int
	excused: int
	points: float
	is_capped: bool = False
	vetoed: bool = False


@dataclass(frozen=True)
class Result:
	score: float
	deducted: float
	bonus: float
	vetoed: bool
	outcomes: tuple[Outcome, ...]


def outcome_of(rule: Rule, hit: Hit) -> Outcome:
	"""A bonus by share and a veto apply once; everything else for each hit beyond the grace."""
	if rule.basis == SHARE_IN_TIME:
		reached = bool(hit.base) and 100 * hit.number / hit.base >= rule.minimum_share
		hits, excused = int(reached), 0
	else:
		excused = min(hit.number, max(rule.grace_count, 0))
		hits = hit.number - excused
	if rule.effect == VETO:
		return Outcome(hit.number, excused, 0, vetoed=hits > 0)
	points = abs(rule.points) * hits
	is_capped = bool(rule.cap) and points > rule.cap
	points = round(min(points, rule.cap) if rule.cap else points, DIGITS)
	shown = hits if rule.basis == SHARE_IN_TIME else hit.number
	return Outcome(shown, excused, points if rule.effect == BONUS else -points, is_capped)


def assess(full: float, counted: Iterable[tuple[Rule, Hit]], returned: float = 0) -> Result:
	"""`returned`: points given back on appeal. The score is never below 0; a veto leaves nothing."""
	outcomes = tuple(outcome_of(rule, hit) for rule, hit in counted)
	deducted = round(-sum(one.points for one in outcomes if one.points < 0), DIGITS)
	bonus = round(sum(one.points for one in outcomes if one.points > 0), DIGITS)
	vetoed = any(one.vetoed for one in outcomes)
	kept = max(deducted - max(returned, 0), 0)
	score = 0.0 if vetoed else round(max(full - kept + bonus, 0), DIGITS)
	return Result(score, deducted, bonus, vetoed, outcomes)
