"""Schools of the demonstration town: the calendar, activities of the past months with gaps, checks and hazards.

All names are invented. What is many is written in bulk, as the form would have left it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.campus.rules.school_year import BEFORE, DAILY, WITHIN
from lijian_hulei.importing.bulk import BulkTable, reserve_names, row_names
from lijian_hulei.kernel.periods import Period, half_year_of, month_of, quarter_of
from lijian_hulei.setup.demo import campus_checks, campus_people, town
from lijian_hulei.setup.demo.places import SCHOOL_KEYS, TOWNSHIP, Village
from lijian_hulei.setup.demo.records import Scene

USER = "Administrator"
# How much of what is due a school really does.
CARE = {
	"school_center": 0.97,
	"school_middle": 0.85,
	"school_jieting": 0.6,
	"kindergarten": 0.9,
	"training": 0.5,
}
SIX = ("film", "parents_letter", "prevention_lesson", "class_meeting", "home_visit", "parents_meeting")
TOPICS = {
	"film": "观看《女童保护》预防性侵专题片",
	"parents_letter": "致家长的一封信：护好孩子每一天",
	"prevention_lesson": "认识身体、学会说不",
	"class_meeting": "防性侵、防欺凌主题班会",
	"home_visit": "重点学生家访",
	"parents_meeting": "家长会：监护责任与家庭教育",
	"drill": "放学路上遇陌生人搭讪应对演练",
	"expert_lecture": "心理医生进校园讲座",
	"vice_principal_lesson": "法治副校长讲未成年人保护法",
	"law_talk": "防性侵、防欺凌普法宣讲",
	"law_to_village": "送法进村：妇女权益与未成年人保护",
	"law_to_home": "送法入户：独居老人、重点未成年人家庭",
	"yard_meeting": "屋场会：性侵未成年人就是严重犯罪",
	"family_education": "家庭教育指导讲座",
	"report_training": "强制报告制度学习培训",
	"dismissal_reminder": "每日放学五分钟安全提醒",
	"before_holiday": "放假前安全教育",
	"within_holiday": "假期安全提醒",
	"village_before_holiday": "放假前防溺水、防性侵宣传",
	"village_within_holiday": "假期安全巡查和入户提醒",
}
# Terms and holidays of any year: kind, label, first day and last day as (year after, month, day).
YEAR = (
	("School Term", "秋季学期", (0, 9, 1), (1, 1, 19)),
	("Holiday", "寒假", (1, 1, 20), (1, 2, 23)),
	("School Term", "春季学期", (1, 2, 24), (1, 7, 5)),
	("Holiday", "暑假", (1, 7, 6), (1, 8, 31)),
)


@dataclass(frozen=True)
class Held:
	"""An activity to be written."""

	kind: str
	day: date
	organiser: str
	area: str
	village: str | None
	audiences: tuple[tuple[str, int], ...]
	school: str | None = None
	extra: dict = field(default_factory=dict)


def fill(scene: Scene) -> None:
	"""Does nothing where the calendar stands already."""
	if frappe.db.exists("School Calendar", {"area": TOWNSHIP}):
		return
	rng = scene.random("campus")
	_calendars(scene)
	posts = campus_people.fill(scene, rng)
	held = sorted(
		(one for one in _all_held(scene, posts, rng) if scene.first_month.start <= one.day <= scene.today),
		key=lambda one: (one.day, one.kind, one.organiser),
	)
	_write(scene, held)
	campus_checks.fill(scene, rng)


def _calendars(scene: Scene) -> None:
	first = scene.first_month.start.year - (scene.first_month.start.month < 9)
	last = scene.today.year - (scene.today.month < 9)
	for year in range(first, last + 1):
		spans = [
			{
				"span_kind": kind,
				"label": label,
				"from_date": date(year + begin[0], *begin[1:]),
				"to_date": date(year + end[0], *end[1:]),
			}
			for kind, label, begin, end in YEAR
		]
		calendar = frappe.get_doc(
			{
				"doctype": "School Calendar",
				"title": f"官庄镇{year}-{year + 1}学年校历",
				"school_year": f"{year}-{year + 1}",
				"area": TOWNSHIP,
				"spans": spans,
			}
		)
		calendar.flags.ignore_permissions = True  # from the command line, nobody is logged in
		calendar.insert().submit()


def _all_held(scene: Scene, vice_principals: dict[str, str], rng: Random) -> Iterator[Held]:
	yield from _of_schools(scene, vice_principals, rng)
	yield from _of_offices(scene, rng)
	yield from _of_villages(scene, rng)
	yield from _trainings(scene, rng)


def _months(scene: Scene) -> list[Period]:
	found, month = [], scene.first_month
	while month.start <= scene.today:
		found.append(month)
		month = month.next()
	return found


def _day_in(period: Period, rng: Random) -> date:
	return period.start + timedelta(days=rng.randrange((period.end - period.start).days + 1))


def _of_schools(scene: Scene, vice_principals: dict[str, str], rng: Random) -> Iterator[Held]:
	halves = sorted({half_year_of(month.start) for month in _months(scene)}, key=lambda half: half.start)
	for key, care in CARE.items():
		school = scene.office(key)
		pupils = {"school_center": 412, "school_middle": 538, "school_jieting": 96}.get(key, 140)

		def held(kind: str, day: date, people: int, who: str = "Pupils", **extra) -> Held:
			return Held(kind, day, school, TOWNSHIP, None, ((who, people),), school, extra)  # noqa: B023

		for half in halves:
			for kind in SIX:
				who = "Parents" if kind in ("parents_letter", "parents_meeting") else "Pupils"
				people = rng.randint(3, 12) if kind == "home_visit" else rng.randint(pupils // 2, pupils)
				interactive = (
					{"is_interactive": int(rng.random() < 0.6)} if kind == "prevention_lesson" else {}
				)
				if rng.random() < care:
					yield held(kind, _early(half, scene, rng), people, who, **interactive)
			if key == "training":
				continue
			if rng.random() < care:
				scenario = "放学路上遇陌生人搭讪、尾随，学生求助、机智应对并报警。"
				yield held(
					"drill", _early(half, scene, rng), pupils // 2, scenario=scenario, is_interactive=1
				)
			if rng.random() < care and key in vice_principals:
				post = {"vice_principal": vice_principals[key]}
				yield held("vice_principal_lesson", _early(half, scene, rng), pupils // 2, **post)
			if rng.random() < care - 0.2:
				yield held("expert_lecture", _early(half, scene, rng), pupils // 2, has_expert=1)


def _early(period: Period, scene: Scene, rng: Random) -> date:
	"""A day of the period that has passed already, where there is one."""
	end = min(period.end, scene.today)
	start = max(period.start, scene.first_month.start)
	return _day_in(Period(start, end), rng) if start <= end else period.end


def _of_offices(scene: Scene, rng: Random) -> Iterator[Held]:
	justice, women, elders = scene.office("justice"), scene.office("women"), scene.office("elders")
	for month in _months(scene):
		village = rng.choice(scene.villages)
		if rng.random() < 0.9:
			groups = (("Women", rng.randint(10, 40)), ("Villagers", rng.randint(5, 30)))
			yield Held("law_to_village", _day_in(month, rng), justice, village.code, village.code, groups)
		if rng.random() < 0.7:
			groups = (("Elderly Living Alone", rng.randint(2, 8)), ("Key Minors", rng.randint(1, 6)))
			extra = {"homes_visited": rng.randint(3, 10)}
			yield Held(
				"law_to_home", _day_in(month, rng), justice, village.code, village.code, groups, None, extra
			)
		if month.start.month % 3 == 2:
			for office in (women, elders):
				other = rng.choice(scene.villages)
				groups = (("Parents", rng.randint(18, 60)),)
				if rng.random() < 0.85:
					yield Held(
						"family_education", _day_in(month, rng), office, other.code, other.code, groups
					)
		if month.start.month in (3, 5, 9, 11):
			key = rng.choice(SCHOOL_KEYS)
			for office in (justice, women):
				groups = (("Pupils", rng.randint(120, 400)), ("Teachers", rng.randint(10, 40)))
				yield Held("law_talk", _day_in(month, rng), office, TOWNSHIP, None, groups, scene.office(key))


def _of_villages(scene: Scene, rng: Random) -> Iterator[Held]:
	quarters = sorted({quarter_of(month.start) for month in _months(scene)}, key=lambda one: one.start)
	for village in scene.villages:
		for quarter in quarters:
			if rng.random() < (0.45 if village.is_lazy else 0.9):
				groups = (("Villagers", rng.randint(15, 60)), ("Persons of Concern", rng.randint(0, 3) or 1))
				day = _early(quarter, scene, rng)
				yield Held(
					*("yard_meeting", day, _committee(village), village.code, village.code, groups, None),
					{"tells_cases": 1},
				)


def _committee(village: Village) -> str:
	return town.agency_named(town.committee_name(village))


def _trainings(scene: Scene, rng: Random) -> Iterator[Held]:
	keys = (
		"police",
		"justice",
		"civil",
		"health",
		"women",
		"governance",
		"school_center",
		"hospital",
		"kindergarten",
	)
	for key in keys:
		groups = (("Unit Staff", rng.randint(4, 40)),)
		day = _day_in(month_of(scene.first_month.start), rng)
		yield Held(
			*("report_training", day, scene.office(key), TOWNSHIP, None, groups, None),
			{"pass_rate": rng.randint(88, 100)},
		)


def _reminders(scene: Scene, rng: Random) -> list[tuple[Held, str]]:
	"""What fulfils the calendar's tasks, with the task."""
	tasks = frappe.get_all(  # from the command line, nobody is logged in
		"Safety Education Task",
		{"closes_on": (">=", scene.first_month.start), "opens_on": ("<=", scene.today)},
		["name", "reminder", "for_whom", "agency", "area", "opens_on", "closes_on"],
		order_by="name",
	)
	care_of = {scene.office(key): care for key, care in CARE.items()}
	lazy = {village.code for village in scene.villages if village.is_lazy}
	kinds = {DAILY: "dismissal_reminder", BEFORE: "before_holiday", WITHIN: "within_holiday"}
	found = []
	for task in tasks:
		at_school = task.for_whom == "School"
		care = care_of.get(task.agency, 0.8) if at_school else (0.4 if task.area in lazy else 0.92)
		if rng.random() > care or task.closes_on > scene.today:
			continue
		kind = kinds[task.reminder] if at_school else f"village_{kinds[task.reminder]}"
		groups = (("Pupils", rng.randint(80, 400)),) if at_school else (("Villagers", rng.randint(10, 40)),)
		extra = {"days_held": rng.randint(15, 22)} if task.reminder == DAILY else {}
		place = (task.area, None if at_school else task.area, groups, task.agency if at_school else None)
		found.append((Held(kind, task.closes_on, task.agency, *place, extra), task.name))
	return found


EXTRAS = (
	*("days_held", "homes_visited", "is_interactive", "has_expert", "vice_principal", "scenario"),
	*("tells_cases", "pass_rate"),
)


def _write(scene: Scene, held: list[Held]) -> None:
	moment = str(datetime.combine(scene.today, time(17)))
	reminders = _reminders(scene, scene.random("campus-reminders"))
	rows = [(one, None) for one in held] + reminders
	kinds = _kinds()
	activities = BulkTable(
		"Education Activity",
		(
			*("name", "kind", "topic", "activity_date", "organiser", "school", "area", "village", "people"),
			*("key_minors", "persons_of_concern", "place_kind", "reminder", "safety_task", *EXTRAS),
			*("creation", "modified"),
		),
		*(USER, moment),
		docstatus=1,
		summary="按方案要求开展，参加人员反响良好。",
	)
	people = BulkTable(
		*("Activity Audience", ("name", "parent", "idx", "audience", "number"), USER, moment),
		docstatus=1, parenttype="Education Activity", parentfield="audiences",
	)  # fmt: skip
	for name, (one, task) in zip(reserve_names("Education Activity", len(rows)), rows, strict=True):
		counted = dict(one.audiences)
		kind, entered = kinds[one.kind], datetime.combine(one.day, time(16))
		activities.add(
			*(name, one.kind, TOPICS[one.kind], one.day, one.organiser, one.school, one.area, one.village),
			*(sum(counted.values()), counted.get("Key Minors", 0), counted.get("Persons of Concern", 0)),
			*(
				kind.place_kind,
				kind.reminder,
				task,
				*(one.extra.get(extra) or _empty(extra) for extra in EXTRAS),
			),
			*(entered, entered),
		)
		for at, (row, group) in enumerate(zip(row_names(len(one.audiences)), one.audiences, strict=True), 1):
			people.add(row, name, at, *group)
	activities.write()
	people.write()
	_mark_done()


def _kinds() -> dict[str, dict]:
	# Names of kinds, no person in them.
	rows = frappe.get_all("Activity Kind", fields=["name", "place_kind", "reminder"])
	return {row.name: row for row in rows}


def _empty(fieldname: str) -> int | None:
	return None if fieldname in ("vice_principal", "scenario") else 0


def _mark_done() -> None:
	task, activity = frappe.qb.DocType("Safety Education Task"), frappe.qb.DocType("Education Activity")
	(
		frappe.qb.update(task)
		.join(activity)
		.on(activity.safety_task == task.name)
		.set(task.activity, activity.name)
		.set(task.done_on, activity.activity_date)
		.run()
	)
