"""The minors of one village, written by the importer's own bulk writer and set back to the day they came in."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random

import frappe

from lijian_hulei.importing.households import HouseholdIndex
from lijian_hulei.importing.writer import create_minors
from lijian_hulei.setup.demo.families import Choices, VillageFamilies, entry_day
from lijian_hulei.setup.demo.places import Village
from lijian_hulei.setup.demo.town import DOMAIN, office_named

BATCH = 1_000
UNCONFIRMED = 0.03
SHARES_FROM, SHARES_TO = 60, 160


def choices() -> Choices:
	"""Risk factors and schools of the site. The generator draws from the plan's own examples of habits."""
	# No permission filter: words of the plan, no person in them.
	rows = frappe.get_all(
		"Risk Factor",
		filters={"enabled": 1, "counts_in_plan": 1},
		fields=["name", "factor_class"],
		order_by="creation asc",
	)
	by_class: dict[str, list[str]] = defaultdict(list)
	for row in rows:
		by_class[row.factor_class].append(row.name)
	return Choices(
		factor_of_class={name: codes[0] for name, codes in by_class.items()},
		habits=tuple(by_class["Bad Habit"][:8]),
		schools={
			"kindergarten": (office_named("kindergarten"),),
			"primary": (office_named("school_center"), office_named("school_jieting")),
			"middle": (office_named("school_middle"),),
		},
	)


def share_out(total: int, villages: list[Village], seed: int) -> list[int]:
	"""How many minors each village gets: uneven, and together exactly `total`."""
	rng = Random(f"{seed}-shares")
	weights = [rng.randint(SHARES_FROM, SHARES_TO) for _village in villages]
	counts = [total * weight // sum(weights) for weight in weights]
	for at in range(total - sum(counts)):
		counts[at % len(counts)] += 1
	return counts


def populate(village: Village, count: int, offered: Choices, seed: int, today: date, months: int) -> None:
	"""Writes a village's minors in batches of the same entry month; the caller commits the village as a whole."""
	family = VillageFamilies(seed, village, offered, today, months)
	grids = {code: village.code for code, _name in village.grids}
	households = HouseholdIndex({village.code: village.code, **grids}, set())
	drawn = family.draw(count)
	rng = Random(f"{seed}-confirm-{village.code}")
	while part := list(islice(drawn, BATCH)):
		by_month: dict[int, list] = defaultdict(list)
		for months_ago, record in part:
			by_month[months_ago].append(record)
		for months_ago, records in sorted(by_month.items(), reverse=True):
			moment = datetime.combine(entry_day(today, months_ago), time(9, 30))
			names = create_minors(records, households, "Administrator", str(moment), moment.date())
			_set_back(names, moment, rng)


def _set_back(names: list[str], moment: datetime, rng: Random) -> None:
	"""Grading happens today; the town's past needs it on the day of entry, and confirmed by the office since."""
	minor, change = frappe.qb.DocType("Minor"), frappe.qb.DocType("Grade Change")
	frappe.qb.update(minor).set(minor.graded_at, moment).where(minor.name.isin(names)).run()
	dates = frappe.qb.update(change).set(change.changed_at, moment).set(change.creation, moment)
	dates.set(change.modified, moment).where(change.minor.isin(names)).run()
	confirmed = [name for name in names if rng.random() >= UNCONFIRMED]
	if not confirmed:
		return
	(
		frappe.qb.update(change)
		.set(change.confirmation, "Confirmed")
		.set(change.confirmed_by, f"office@{DOMAIN}")
		.set(change.confirmed_at, moment + timedelta(days=rng.randint(0, 2)))
		.where(change.minor.isin(confirmed) & (change.confirmation == "Awaiting"))
		.run()
	)
	(
		frappe.qb.update(minor)
		.set(minor.grade_confirmation, "Confirmed")
		.where(minor.name.isin(confirmed) & (minor.grade_confirmation == "Awaiting"))
		.run()
	)
