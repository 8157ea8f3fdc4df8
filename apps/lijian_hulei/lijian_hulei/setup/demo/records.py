"""What the parts of the plan besides the ledger add to the demonstration town, one room each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from lijian_hulei.kernel.periods import Period
from lijian_hulei.setup.demo.places import Village


@dataclass(frozen=True)
class Scene:
	"""What a part needs to know of the town.

	`officers` are Officer names by login (the part before the @), `office` gives the Agency of a key of
	places.OFFICES, `photo` the private address of a neutral picture, `first_month` the first of the town's months.
	"""

	seed: int
	today: date
	first_month: Period
	months: int
	villages: list[Village]
	officers: dict[str, str]
	office: Callable[[str], str]
	photo: str
	password: str | None

	def random(self, part: str) -> Random:
		"""The same numbers for the same town and part."""
		return Random(f"{self.seed}-{part}")


def parts() -> Iterator[Callable[[Scene], None]]:
	"""In this order; each is called once and committed when it is whole."""
	from lijian_hulei.setup.demo import accountability, campus, cases, hiring, sharing, supervision, venues

	yield venues.fill
	yield hiring.fill
	yield supervision.fill
	yield cases.fill
	yield sharing.fill
	yield campus.fill
	yield accountability.fill
