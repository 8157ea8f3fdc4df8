"""What makes an inspection complete, what it comes to, and how repeated orders climb.

Sources: plan part 2(1)1 (five musts, twice a month); 娱乐场所管理条例 articles 33 (record, two inspectors, signed) and
53 (repeated offences are dealt with more strictly).
"""

from dataclasses import dataclass
from datetime import date, timedelta

PASS, FAIL, NOT_APPLICABLE = "Pass", "Fail", "Not Applicable"
PASSED, NOT_PASSED = "Passed", "Not Passed"
LADDER = ("Order to Rectify", "Warning", "Penalty")
LOOK_BACK_DAYS = 365
DAYS_TO_RECTIFY = 7


@dataclass(frozen=True)
class Item:
	"""One row of a checklist as the inspector answered it."""

	number: int
	result: str | None
	remark: str | None = None
	is_five_must: bool = False


@dataclass(frozen=True)
class Problem:
	"""What an inspection still lacks; `row` is 0 where it concerns the whole."""

	reason: str
	row: int = 0


def outcome_of(items: list[Item]) -> str:
	return NOT_PASSED if any(item.result == FAIL for item in items) else PASSED


def problems(
	items: list[Item], inspectors: int, minimum_inspectors: int, signed: bool, refused_to_sign: bool
) -> list[Problem]:
	"""Everything that keeps an inspection from being submitted, in the order of the form."""
	found = []
	if inspectors < minimum_inspectors:
		found.append(Problem("inspectors"))
	if not items:
		found.append(Problem("no_items"))
	for item in items:
		if not item.result:
			found.append(Problem("no_result", item.number))
		elif item.result == FAIL and not (item.remark or "").strip():
			found.append(Problem("no_remark", item.number))
		elif item.result == NOT_APPLICABLE and item.is_five_must and not (item.remark or "").strip():
			found.append(Problem("five_must_left_out", item.number))
	if not signed and not refused_to_sign:
		found.append(Problem("not_signed"))
	return found


def step_of(earlier_orders: int) -> str:
	"""First an order, then a warning, then it goes to punishment."""
	return LADDER[min(max(earlier_orders, 0), len(LADDER) - 1)]


def look_back_from(day: date) -> date:
	return day - timedelta(days=LOOK_BACK_DAYS)
