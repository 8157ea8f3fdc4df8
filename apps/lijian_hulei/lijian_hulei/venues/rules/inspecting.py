"""What makes an inspection complete, what it comes to, and how repeated orders climb.

Sources: plan part 2(1)1 (five musts, twice a month); 娱乐场所管理条例 articles 33 (record, two inspectors, signed) and
53 (who was warned or fined three times within two years and offends again is closed for three to six months).
"""

from dataclasses import dataclass
from datetime import date, timedelta

PASS, FAIL, NOT_APPLICABLE = "Pass", "Fail", "Not Applicable"
PASSED, NOT_PASSED = "Passed", "Not Passed"
LADDER = ("Order to Rectify", "Warning", "Penalty", "Suspension of Business")
LOOK_BACK_DAYS = 730
DAYS_TO_RECTIFY = 7
LODGING, ENTERTAINMENT = "Lodging", "Entertainment"


@dataclass(frozen=True)
class Item:
	"""One row of a checklist as the inspector answered it."""

	number: int
	result: str | None
	remark: str | None = None
	is_five_must: bool = False
	is_escort_ban: bool = False


@dataclass(frozen=True)
class Problem:
	"""What an inspection still lacks; `row` is 0 where it concerns the whole."""

	reason: str
	row: int = 0


def outcome_of(items: list[Item]) -> str:
	return NOT_PASSED if any(item.result == FAIL for item in items) else PASSED


def covers(items: list[Item], mark: str) -> bool:
	"""Whether every row with `mark` (is_five_must, is_escort_ban) was really looked at, and there is one at all."""
	marked = [item for item in items if getattr(item, mark)]
	return bool(marked) and all(item.result in (PASS, FAIL) for item in marked)


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
	"""First an order, then a warning, then punishment, and after three of them within two years the closing for a time."""
	return LADDER[min(max(earlier_orders, 0), len(LADDER) - 1)]


def look_back_from(day: date) -> date:
	return day - timedelta(days=LOOK_BACK_DAYS)
