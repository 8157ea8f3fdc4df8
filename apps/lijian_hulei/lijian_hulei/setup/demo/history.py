"""The past months of one village: who helps whom, who was visited when, and what came of it. Written in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.importing.bulk import BulkTable, reserve_names, row_names
from lijian_hulei.kernel.periods import Period, month_of
from lijian_hulei.ledger.services import fill_names
from lijian_hulei.setup.demo.places import Village
from lijian_hulei.setup.demo.town import office_named

USER = "Administrator"
WITHOUT_HELPER = 0.04
DILIGENT, LAZY = 0.94, 0.6
"""The share of due visits that a usual village and a lazy one really make."""
NEEDS_SHARE = 0.05
SUMMARIES = (
	"家中整洁，孩子情绪稳定，已叮嘱监护人按时接送。",
	"由祖父母照护，父母每周视频一次，提醒多陪伴。",
	"近期上学正常，作业能按时完成，鼓励继续保持。",
	"孩子话少，已与班主任联系，约定下周再谈。",
	"讲解了防溺水、防性侵知识，留下联系电话。",
	"家庭收入偏低，已告知救助政策并协助准备材料。",
)
NEEDS = (
	("家庭经济困难，申请临时救助。", "civil", 14),
	("需要心理疏导，请学校安排心理老师。", "school_center", 10),
	("身体不适较久，请卫生院协助检查。", "hospital", 10),
	("夜间常在外逗留，请派出所协助提醒。", "police", 7),
)
VISIT_COLUMNS = (
	*("name", "minor", "household", "area", "visit_date", "main_visitor", "named_visitor"),
	*("entered_days_later", "met_minor", "met_guardian", "summary", "creation", "modified"),
)


@dataclass(frozen=True)
class Graded:
	"""One graded minor of the village, as the history needs it."""

	name: str
	household: str
	area: str
	grade: str
	known_from: date


@dataclass(frozen=True)
class Helpers:
	"""The officers of a village who take on children; the first two are named leaders."""

	secretary: str
	leader: str
	others: tuple[str, ...]


class VillageHistory:
	"""Pairings and visits of one village, the same for the same seed; the caller commits it as a whole."""

	def __init__(self, seed: int, village: Village, helpers: Helpers, photo: str, today: date) -> None:
		self.rng = Random(f"{seed}-history-{village.code}")
		self.village, self.helpers, self.photo, self.today = village, helpers, photo, today
		# No permission filter: lists of kinds, no person in them.
		self.need_types = frappe.get_all("Need Type", pluck="name", order_by="creation asc")
		self.topics = frappe.get_all("Visit Topic", pluck="name", order_by="creation asc", limit=3)

	def write(self, months: int) -> int:
		"""Returns how many visits were written."""
		minors = self._graded()
		helper_of = self._pair(minors)
		visits = 0
		for month in self._months(months):
			visits += self._visit(month, minors, helper_of)
		self._remember_last_visit()
		for doctype in ("Support Pairing", "Visit", "Follow Up"):
			fill_names(doctype)
		return visits

	def _graded(self) -> list[Graded]:
		areas = (self.village.code, *(code for code, _name in self.village.grids))
		# No permission filter: the generator's own records.
		rows = frappe.get_all(
			"Minor",
			filters={"area": ("in", areas), "grade": ("!=", ""), "status": "Active"},
			fields=["name", "household", "area", "grade", "creation"],
			order_by="name asc",
		)
		return [Graded(r.name, r.household, r.area, r.grade, r.creation.date()) for r in rows]

	def _pair(self, minors: list[Graded]) -> dict[str, str]:
		"""One helper for nearly every graded child; the named leaders take a red household each."""
		table = BulkTable(
			"Support Pairing",
			("name", "minor", "household", "area", "kind", "helper", "from_date"),
			USER,
			str(datetime.combine(self.today, time(8))),
			status="Active",
		)
		chosen: list[tuple[Graded, str, str]] = []
		everybody = (self.helpers.secretary, *self.helpers.others)
		for minor in minors:
			if self.rng.random() >= WITHOUT_HELPER:
				chosen.append((minor, "One To One", self.rng.choice(everybody)))
		reds = [minor for minor in minors if minor.grade == "Red"]
		if reds and self.village.index % 9:
			leader = self.helpers.leader if self.village.index % 3 == 1 else None
			for helper, minor in zip(filter(None, (self.helpers.secretary, leader)), reds, strict=False):
				chosen.append((minor, "Leader Household", helper))
		names = reserve_names("Support Pairing", len(chosen))
		for name, (minor, kind, helper) in zip(names, chosen, strict=True):
			table.add(name, minor.name, minor.household, minor.area, kind, helper, minor.known_from)
		table.write()
		return {minor.name: helper for minor, kind, helper in chosen if kind == "One To One"}

	def _months(self, count: int) -> Iterator[Period]:
		month = month_of(self.today)
		past = [month]
		for _step in range(count):
			month = month.previous()
			past.append(month)
		return reversed(past)

	def _visit(self, month: Period, minors: list[Graded], helper_of: dict[str, str]) -> int:
		made = [
			(minor, helper_of.get(minor.name, self.helpers.secretary), day)
			for minor in minors
			for day in self._days(month, minor)
		]
		if not made:
			return 0
		moment = str(datetime.combine(month.start, time(8)))
		visits = BulkTable("Visit", VISIT_COLUMNS, USER, moment, mode="In Person", docstatus=1)
		names = reserve_names("Visit", len(made))
		for name, (minor, visitor, day) in zip(names, made, strict=True):
			later = self.rng.choices((0, 1, 2, 6), (80, 12, 6, 2))[0]
			entered = min(
				datetime.combine(day + timedelta(days=later), time(17)),
				datetime.combine(self.today, time(17)),
			)
			met = self.rng.random()
			visits.add(
				*(name, minor.name, minor.household, minor.area, day, visitor),
				*(1, later, int(met < 0.85), int(met > 0.3)),
				*(self.rng.choice(SUMMARIES), entered, entered),
			)
		visits.write()
		self._write_rows(names, made, moment)
		return len(made)

	def _days(self, month: Period, minor: Graded) -> list[date]:
		windows = ((2, 12), (16, 26)) if minor.grade == "Red" else ((2, 26),)
		share = LAZY if self.village.is_lazy else DILIGENT
		days = []
		for first, last in windows:
			day = month.start + timedelta(days=self.rng.randint(first, last))
			if self.rng.random() < share and minor.known_from <= day <= self.today:
				days.append(day)
		return days

	def _write_rows(self, names: list[str], made: list[tuple[Graded, str, date]], moment: str) -> None:
		photos = BulkTable(
			*("Visit Photo", ("name", "parent"), USER, moment),
			docstatus=1, idx=1, parenttype="Visit", parentfield="photos", photo=self.photo,
		)  # fmt: skip
		files = BulkTable(
			*("File", ("name", "attached_to_name"), USER, moment),
			file_name=self.photo.rsplit("/", 1)[-1], file_url=self.photo, is_private=1,
			attached_to_doctype="Visit", attached_to_field="photo", folder="Home/Attachments",
		)  # fmt: skip
		findings = BulkTable(
			*("Visit Finding", ("name", "parent", "idx", "topic", "state"), USER, moment),
			docstatus=1, parenttype="Visit", parentfield="findings",
		)  # fmt: skip
		for name in names:
			first, second, *topics = row_names(2 + len(self.topics))
			photos.add(first, name)
			files.add(second, name)
			for at, row in enumerate(topics):
				state = self.rng.choices(("Good", "Concern", "Urgent"), (86, 13, 1))[0]
				findings.add(row, name, at + 1, self.topics[at], state)
		for table in (photos, files, findings):
			table.write()
		self._write_follow_ups(names, made, moment)

	def _write_follow_ups(self, names: list[str], made: list[tuple[Graded, str, date]], moment: str) -> None:
		wanted = [
			(name, *row) for name, row in zip(names, made, strict=True) if self.rng.random() < NEEDS_SHARE
		]
		table = BulkTable(
			"Follow Up",
			("name", "visit", "minor", "area", "need_type", "description", "agency", "officer", "due_on", "status", "outcome", "done_on"),
			*(USER, moment),
		)  # fmt: skip
		for name, (visit, minor, visitor, day) in zip(
			reserve_names("Follow Up", len(wanted)), wanted, strict=True
		):
			text, office, days = self.rng.choice(NEEDS)
			due = day + timedelta(days=days)
			done = due <= self.today and self.rng.random() < 0.8
			table.add(
				*(name, visit, minor.name, minor.area, self.rng.choice(self.need_types), text),
				*(office_named(office), visitor, due, "Done" if done else "Open"),
				*(("已办结，情况良好。", due - timedelta(days=1)) if done else (None, None)),
			)
		table.write()

	def _remember_last_visit(self) -> None:
		areas = (self.village.code, *(code for code, _name in self.village.grids))
		frappe.db.sql(
			"""update `tabMinor` minor join (
				select minor, max(visit_date) as last from `tabVisit` where docstatus = 1 and area in %(areas)s group by minor
			) visits on visits.minor = minor.name set minor.last_visit_on = visits.last""",
			{"areas": areas},
		)
