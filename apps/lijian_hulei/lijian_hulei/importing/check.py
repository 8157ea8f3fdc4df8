"""Rows to records or problems. Pure: everything the rules need from the ledger is in `Lookups`, loaded once before.

The rules are those of the Minor's own form: a row that passes here is a Minor the form would accept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from lijian_hulei.importing import cells
from lijian_hulei.importing.choices import SEX, spellings
from lijian_hulei.importing.columns import CLASS_OF_COLUMN, HABIT_CLASS, SCHOOL_ROSTER
from lijian_hulei.importing.problem import CellRefused, Problem
from lijian_hulei.kernel.identity import IdentityNumber, InvalidIdentityNumber, parse_identity_number
from lijian_hulei.kernel.mask import is_masked
from lijian_hulei.kernel.phone import InvalidPhone, normalise_phone
from lijian_hulei.ledger.rules.identity_match import match_identity
from lijian_hulei.ledger.rules.life import latest_adult_birth_date

LONGEST_NAME = 50
SEXES = spellings(SEX)
VILLAGE_ENDINGS = ("村民委员会", "社区居委会", "居民委员会", "村委会", "居委会", "社区", "村")


@dataclass(slots=True)
class Lookups:
	"""What the ledger knows, as dictionaries from the words on paper to the ledger's names.

	`allowed_areas` is None when the user may import everywhere; otherwise the codes of villages and grids he may.
	`school` is the school whose own roster this is (School Roster), else None.
	"""

	today: date
	villages: dict[str, tuple[str, ...]] = field(default_factory=dict)
	grids: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
	allowed_areas: frozenset[str] | None = None
	schools: dict[str, tuple[str, ...]] = field(default_factory=dict)
	other_agencies: frozenset[str] = frozenset()
	school: str | None = None
	factors: dict[str, str] = field(default_factory=dict)
	class_of_factor: dict[str, str] = field(default_factory=dict)
	factor_of_class: dict[str, str] = field(default_factory=dict)
	relations: dict[str, str] | None = None
	study_states: dict[str, str] = field(default_factory=dict)
	economic_states: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Record:
	"""One good row in the ledger's own terms. None means: the cell was empty, so an update leaves it alone."""

	row: int
	name: str
	birth_date: date
	sex: str
	id_number: str | None = None
	village: str | None = None
	area: str | None = None
	address: str | None = None
	household_head: str | None = None
	guardian: str | None = None
	relation: str | None = None
	phone: str | None = None
	works_away: bool | None = None
	school: str | None = None
	school_class: str | None = None
	study_status: str | None = None
	factors: tuple[str, ...] = ()
	closed_classes: tuple[str, ...] = ()
	economic_state: str | None = None
	remarks: str | None = None


def area_key(text: str) -> str:
	"""An area's name as compared: no blanks, and `界亭驿`, `界亭驿村`, `界亭驿村委会` are one village."""
	name = cells.narrow(text)
	for ending in VILLAGE_ENDINGS:
		if name.endswith(ending) and len(name) > len(ending):
			return name[: -len(ending)]
	return name


class RowChecker:
	"""Checks one row at a time against the lookups; keeps nothing of one row for the next but resolved words."""

	def __init__(self, lookups: Lookups, positions: dict[str, int], kind: str, merged: Iterable[int] = ()):
		self.lookups = lookups
		self.positions = tuple(positions.items())
		self.is_school = kind == SCHOOL_ROSTER
		self.merged = frozenset(merged)
		self.adult_born_until = latest_adult_birth_date(lookups.today)
		self.problems: list[Problem] = []
		self.raw: dict[str, object] = {}

	def check(self, row: int, row_cells: list[object]) -> Record | list[Problem]:
		"""The record, or every problem found in the row (never just the first)."""
		width = len(row_cells)
		self.raw = {
			key: value
			for key, at in self.positions
			if at < width and (value := row_cells[at]) is not None and value != ""
		}
		self.problems = []
		if row in self.merged:
			self._refuse("name", "merged_cells")
		record = Record(row, self._name("name", required=True), date.min, "")
		self._identity(record)
		self._place(record)
		self._schooling(record)
		if not self.is_school:
			self._home(record)
			self._guardian(record)
			self._factors(record)
		return self.problems or record

	# reading cells -----------------------------------------------------------------------------------

	def _refuse(self, column: str, code: str, *values: object) -> None:
		self.problems.append(Problem(column, code, values))

	def _read(self, column: str, reader: object) -> object:
		"""The cell through one of the readers of `cells`; a refused cell becomes a problem and reads as empty."""
		value = self.raw.get(column)
		if value is None:
			return None
		try:
			return reader(value)
		except CellRefused as refusal:
			self._refuse(column, refusal.code, *refusal.values)
			return None

	def _text(self, column: str) -> str | None:
		return self._read(column, cells.plain_text) or None

	def _name(self, column: str, required: bool = False) -> str:
		known = len(self.problems)
		name = cells.squeeze(self._text(column) or "")
		if not name:
			if required and len(self.problems) == known:
				self._refuse(column, "missing")
			return ""
		if len(name) > LONGEST_NAME:
			self._refuse(column, "too_long", LONGEST_NAME)
		elif is_masked(name) or any(character in "<>{}\\\"'`;*" or character.isdigit() for character in name):
			self._refuse(column, "name_characters")
		return name

	def _choice(self, column: str, choices: dict[str, str]) -> str | None:
		text = self._text(column)
		if text is None:
			return None
		found = choices.get(cells.narrow(text))
		if found is None:
			self._refuse(column, "not_a_choice", "、".join(_shown_choices(choices)))
		return found

	# the person --------------------------------------------------------------------------------------

	def _identity(self, record: Record) -> None:
		number = self._identity_number()
		sex = self._choice("sex", SEXES)
		birth_date = self._read("birth_date", cells.date_value)
		failed = {problem.column for problem in self.problems}
		if number:
			record.id_number = number.number
			disagreeing = match_identity(number, birth_date, sex).disagreeing
			if "birth_date" in disagreeing:
				self._refuse("birth_date", "birth_date_differs", number.birth_date.isoformat())
			if "sex" in disagreeing:
				self._refuse("sex", "sex_differs", "男" if number.sex == "Male" else "女")
			birth_date, sex = number.birth_date, number.sex
		elif "id_number" not in failed:
			if not birth_date and "birth_date" not in failed:
				self._refuse("birth_date", "needed_without_id")
			if not sex and "sex" not in failed:
				self._refuse("sex", "needed_without_id")
		record.sex = sex or ""
		if birth_date:
			record.birth_date = birth_date
			self._age(birth_date, "id_number" if number else "birth_date")

	def _identity_number(self) -> IdentityNumber | None:
		text = self._read("id_number", cells.identity_text)
		if not text or text in ("无", "暂无"):
			return None
		if is_masked(text):
			self._refuse("id_number", "id_masked")
			return None
		try:
			return parse_identity_number(text)
		except InvalidIdentityNumber as error:
			self._refuse("id_number", f"id_{error.reason}")
			return None

	def _age(self, birth_date: date, column: str) -> None:
		if birth_date > self.lookups.today:
			self._refuse(column, "born_in_future")
		elif birth_date <= self.adult_born_until:
			self._refuse(column, "adult")

	# the place ---------------------------------------------------------------------------------------

	def _place(self, record: Record) -> None:
		record.address = self._text("address")
		text = self._text("village")
		if text is None:
			if not self.is_school and not any(problem.column == "village" for problem in self.problems):
				self._refuse("village", "missing")
			return
		exact = cells.narrow(text)
		key = exact if exact in self.lookups.villages else area_key(text)
		village = self._one(self.lookups.villages, key, "village", "village_unknown", text)
		if village is None:
			return
		record.village = record.area = village
		grid = self._text("grid")
		if grid:
			found = self._one(
				self.lookups.grids, (village, area_key(grid)), "grid", "grid_unknown", grid, text
			)
			record.area = found or village
		allowed = self.lookups.allowed_areas
		if not self.is_school and allowed is not None and record.area not in allowed:
			self._refuse("village", "village_not_yours", text)

	def _one(self, table: dict, key: object, column: str, unknown: str, *words: str) -> str | None:
		found = table.get(key, ())
		if len(found) == 1:
			return found[0]
		self._refuse(column, "not_unique" if found else unknown, *words)
		return None

	def _home(self, record: Record) -> None:
		record.household_head = self._name("household_head") or None
		record.economic_state = self._choice("economic_state", self.lookups.economic_states)
		record.remarks = self._text("remarks")

	def _guardian(self, record: Record) -> None:
		record.guardian = self._name("guardian") or None
		record.works_away = self._read("works_away", cells.yes_no)
		relation = self._text("relation")
		if relation and self.lookups.relations is not None:
			relation = self._choice("relation", self.lookups.relations)
		record.relation = relation
		record.phone = self._phone()
		if record.guardian:
			if not record.relation and "relation" not in self.raw:
				self._refuse("relation", "relation_missing")
		elif record.phone or record.relation:
			self._refuse("guardian", "guardian_missing")
		if not (record.guardian or record.household_head) and not self.problems:
			self._refuse("household_head", "household_head_missing")

	def _phone(self) -> str | None:
		text = self._text("phone")
		if not text or text in ("无", "暂无"):
			return None
		if is_masked(text):
			self._refuse("phone", "phone_masked")
			return None
		try:
			return normalise_phone(text)
		except InvalidPhone:
			self._refuse("phone", "phone_wrong")
			return None

	# school and risk ---------------------------------------------------------------------------------

	def _schooling(self, record: Record) -> None:
		record.school_class = self._text("school_class")
		record.study_status = self._choice("study_status", self.lookups.study_states)
		text = self._text("school")
		if text:
			name = cells.narrow(text)
			unknown = "not_a_school" if name in self.lookups.other_agencies else "school_unknown"
			record.school = self._one(self.lookups.schools, name, "school", unknown, text)
		if self.is_school:
			if record.school and record.school != self.lookups.school:
				self._refuse("school", "other_school")
			record.school = self.lookups.school
		elif record.school and record.study_status is None:
			record.study_status = "In School"

	def _factors(self, record: Record) -> None:
		wanted: list[str] = []
		closed: list[str] = []
		for column, factor_class in CLASS_OF_COLUMN.items():
			answer = self._read(column, cells.yes_no)
			if answer is False:
				closed.append(factor_class)
			elif answer:
				self._class_factor(column, factor_class, wanted)
		habits = self._read("habits", cells.listed)
		if habits == []:
			closed.append(HABIT_CLASS)
		self._named_factors("habits", habits or (), wanted)
		self._named_factors("factors", self._read("factors", cells.listed) or (), wanted)
		for code in wanted:
			if self.lookups.class_of_factor[code] in closed:
				self._refuse("factors", "factor_contradicts")
		record.factors = tuple(dict.fromkeys(wanted))
		record.closed_classes = tuple(closed)

	def _class_factor(self, column: str, factor_class: str, wanted: list[str]) -> None:
		code = self.lookups.factor_of_class.get(factor_class)
		if code:
			wanted.append(code)
		else:
			self._refuse(column, "class_without_factor")

	def _named_factors(self, column: str, names: Iterable[str], wanted: list[str]) -> None:
		for name in names:
			code = self.lookups.factors.get(name)
			if code is None:
				self._refuse(column, "factor_unknown", name[:20])
			elif column == "habits" and self.lookups.class_of_factor[code] != HABIT_CLASS:
				self._refuse(column, "not_a_habit", name)
			else:
				wanted.append(code)


def _shown_choices(choices: dict[str, str]) -> list[str]:
	"""The first spelling of each choice, in order: what the error sentence offers."""
	shown: dict[str, str] = {}
	for spelling, value in choices.items():
		shown.setdefault(value, spelling)
	return list(shown.values())


def check_rows(
	checker: RowChecker, rows: Iterable[tuple[int, list[object]]]
) -> Iterator[tuple[int, Record | list[Problem]]]:
	"""Every row with its record or its problems, in file order."""
	for number, row_cells in rows:
		yield number, checker.check(number, row_cells)


def refuse_duplicates(records: list[Record]) -> dict[int, list[Problem]]:
	"""Problems of rows that name one child twice, by row number; both rows are refused, nobody guesses which is right.

	Same identity number, or same name, birth date and village where at least one of the two has no identity number.
	"""
	by_number: dict[str, list[Record]] = defaultdict(list)
	by_person: dict[tuple, list[Record]] = defaultdict(list)
	for record in records:
		if record.id_number:
			by_number[record.id_number].append(record)
		by_person[(record.name, record.birth_date, record.village)].append(record)
	problems: dict[int, list[Problem]] = defaultdict(list)
	for group in by_number.values():
		_mark(group, "id_number", "twice_in_file", problems)
	for group in by_person.values():
		if any(record.id_number is None for record in group):
			_mark(group, "name", "person_twice_in_file", problems)
	return problems


def refuse_contradictions(records: list[Record]) -> dict[int, list[Problem]]:
	"""Problems of rows of one household that disagree on its economic state: the last row would win by chance."""
	by_home: dict[tuple, list[Record]] = defaultdict(list)
	for record in records:
		if record.economic_state:
			by_home[home_key(record)].append(record)
	problems: dict[int, list[Problem]] = defaultdict(list)
	for group in by_home.values():
		if len({record.economic_state for record in group}) > 1:
			_mark(group, "economic_state", "household_contradicts", problems)
	return problems


def home_key(record: Record) -> tuple[str | None, str, str]:
	"""What makes two rows one household: village, head (the guardian where no head is named) and address."""
	head = record.household_head or record.guardian or ""
	return record.village, head, cells.narrow(record.address or "")


def _mark(group: list[Record], column: str, code: str, problems: dict[int, list[Problem]]) -> None:
	if len(group) < 2:
		return
	rows = [record.row for record in group]
	for record in group:
		others = "、".join(str(row) for row in rows if row != record.row)
		problems[record.row].append(Problem(column, code, (others,)))
