"""What a list of risk factors of one minor must look like."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lijian_hulei.ledger.rules.grading import Factor


@dataclass(frozen=True)
class RowProblem:
	"""`row` and `other_row` are row numbers from 1; `key` is one of PROBLEMS."""

	key: str
	row: int
	other_row: int = 0


PROBLEMS = ("ends_before_start", "starts_in_future", "starts_before_birth", "overlaps")


def row_problems(factors: Sequence[Factor], birth_date: date | None, today: date) -> list[RowProblem]:
	"""All problems, in order of rows. Overlap is the same factor twice on one day, which would be two truths."""
	problems = []
	for row, factor in enumerate(factors, start=1):
		if factor.until and factor.until < factor.since:
			problems.append(RowProblem("ends_before_start", row))
		if factor.since > today:
			problems.append(RowProblem("starts_in_future", row))
		if birth_date and factor.since < birth_date:
			problems.append(RowProblem("starts_before_birth", row))
		for other_row, other in enumerate(factors[: row - 1], start=1):
			if other.code == factor.code and _overlap(other, factor):
				problems.append(RowProblem("overlaps", row, other_row))
	return problems


def _overlap(first: Factor, second: Factor) -> bool:
	return first.since <= (second.until or date.max) and second.since <= (first.until or date.max)
