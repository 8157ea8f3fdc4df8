"""Households and their minors, one village at a time: the records that the importer would have read from a roster."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from lijian_hulei.importing.check import Record
from lijian_hulei.ledger.rules.life import age_on
from lijian_hulei.setup.demo.people import (
	IdentityNumbers,
	adult_name,
	birth_date,
	child_name,
	phone,
	surname,
)
from lijian_hulei.setup.demo.places import Village

RED_FROM_AGE = 8
"""Nobody younger has a bad habit here."""
RED, YELLOW, BLUE = 0.07, 0.06, 0.15
"""Shares of the grades; that of Red is of the children old enough, which makes four in a hundred of all."""
CLASSES = ("Left-behind", "Single Parent", "Remarried Family", "Intellectual Disability")
CLASS_WEIGHTS = (60, 22, 13, 5)
CLASSES_BUT_SINGLE = ("Left-behind", "Remarried Family", "Intellectual Disability")
LATE_SHARE = 0.12
"""The share of minors who came into the ledger after the first month, so that months differ."""


@dataclass(frozen=True)
class Choices:
	"""What the site's masters offer the generator. `schools` maps kindergarten, primary and middle to agencies."""

	factor_of_class: dict[str, str]
	habits: tuple[str, ...]
	schools: dict[str, tuple[str, ...]]


def entry_day(today: date, months_ago: int) -> date:
	"""The day on which a minor came into the ledger: the third of a month, never after today."""
	month = today.year * 12 + today.month - 1 - months_ago
	return min(today, date(month // 12, month % 12 + 1, 3))


def months_known(born: date, today: date, wanted: int) -> int:
	"""At most `wanted` months, and none before the birth."""
	return next(ago for ago in range(wanted, -1, -1) if ago == 0 or entry_day(today, ago) >= born)


class VillageFamilies:
	"""Draws the minors of one village; the same seed, village and day give the same minors in the same order."""

	def __init__(self, seed: int, village: Village, choices: Choices, today: date, months: int) -> None:
		self.rng = Random(f"{seed}-family-{village.code}")
		self.numbers = IdentityNumbers(village.index)
		self.village, self.choices, self.today, self.months = village, choices, today, months
		self.row = 0

	def draw(self, count: int) -> Iterator[tuple[int, Record]]:
		"""Pairs of (months ago that the minor came into the ledger, record); siblings follow each other."""
		while self.row < count:
			yield from self._household(min(self.rng.choices((1, 2, 3), (52, 38, 10))[0], count - self.row))

	def _household(self, children: int) -> list[tuple[int, Record]]:
		rng, village = self.rng, self.village
		family = surname(rng)
		grid = rng.choice(village.grids)[0]
		father, mother = adult_name(rng, family, "Male"), adult_name(rng, surname(rng), "Female")
		grandfather = adult_name(rng, family, "Male")
		address = f"{village.name}{rng.randint(1, 12)}组{rng.randint(1, 90)}号"
		economy = rng.choices(
			("Normal", "Low Income", "Subsistence Allowance", "Extreme Poverty"), (86, 8, 5, 1)
		)[0]
		risk = rng.random()
		contact = phone(rng)
		found = []
		for _child in range(children):
			self.row += 1
			record = self._child(family, risk if rng.random() < 0.7 else rng.random())
			record.area, record.address, record.household_head = grid, address, father
			record.economic_state = economy
			self._guardian(record, father, mother, grandfather, contact)
			late = self.months > 1 and rng.random() < LATE_SHARE
			ago = rng.randrange(1, self.months) if late else self.months
			found.append((months_known(record.birth_date, self.today, ago), record))
		return found

	def _child(self, family: str, risk: float) -> Record:
		rng = self.rng
		sex = rng.choice(("Male", "Female"))
		born = birth_date(rng, self.today)
		age = age_on(born, self.today)
		record = Record(self.row, child_name(rng, family, sex), born, sex, village=self.village.code)
		if rng.random() < 0.97:
			record.id_number = self.numbers.take(born, sex)
		self._school(record, age)
		record.factors = self._factors(risk, age)
		return record

	def _school(self, record: Record, age: int) -> None:
		if age < 3:
			record.study_status = "Not Yet Enrolled"
			return
		level, grade = ("kindergarten", f"{'小中大'[min(age - 3, 2)]}班") if age < 6 else ("primary", "")
		if age >= 6:
			year = min(age - 5, 6) if age < 12 else min(age - 11, 3)
			level = "primary" if age < 12 else "middle"
			grade = f"{'一二三四五六'[year - 1] if level == 'primary' else '七八九'[year - 1]}年级{self.rng.randint(1, 4)}班"
		if age >= 15 and self.rng.random() < 0.05:
			record.study_status = "Dropped Out"
			return
		record.study_status = "In School"
		if schools := self.choices.schools.get(level):
			record.school, record.school_class = self.rng.choice(schools), grade

	def _factors(self, risk: float, age: int) -> tuple[str, ...]:
		rng, codes = self.rng, self.choices.factor_of_class
		red = RED if age >= RED_FROM_AGE else 0
		if risk < red:
			extra = (codes["Left-behind"],) if rng.random() < 0.5 else ()
			return (*extra, *rng.sample(self.choices.habits, rng.choices((1, 2), (75, 25))[0]))
		if risk < red + YELLOW:
			return tuple(codes[name] for name in rng.sample(CLASSES_BUT_SINGLE, 2))
		if risk < red + YELLOW + BLUE:
			return (codes[rng.choices(CLASSES, CLASS_WEIGHTS)[0]],)
		return ()

	def _guardian(self, record: Record, father: str, mother: str, grandfather: str, contact: str) -> None:
		left_behind = self.choices.factor_of_class["Left-behind"] in record.factors
		relation = "Paternal Grandparent" if left_behind else self.rng.choice(("Father", "Mother"))
		record.guardian = {"Paternal Grandparent": grandfather, "Father": father, "Mother": mother}[relation]
		record.relation = relation
		record.works_away = not left_behind and self.rng.random() < 0.1
		record.phone = contact
