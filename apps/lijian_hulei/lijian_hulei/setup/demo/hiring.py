"""Staff of schools, hospitals, clinics and venues of the demonstration town, their checks with gaps, one record handled.

All people are invented. Rows are written in bulk, as the forms would have left them; the record that is found, the
ban and the waiting batch go through the forms' own rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.hiring.rules.standing import (
	APPLICANT,
	IN_POST,
	NO_RECORD,
	PERIODIC,
	PRE_HIRE,
	PRE_HIRE_SINCE,
	UNCHECKED,
	next_due,
)
from lijian_hulei.importing.bulk import BulkTable, reserve_names
from lijian_hulei.kernel.mask import mask_identity_number, mask_phone
from lijian_hulei.privacy.services import seal_many
from lijian_hulei.records.titles import fill_headings
from lijian_hulei.setup.demo import town
from lijian_hulei.setup.demo.people import IdentityNumbers, adult_name, phone, surname
from lijian_hulei.setup.demo.places import TOWNSHIP, sample_credit_code
from lijian_hulei.setup.demo.records import Scene

USER = "Administrator"
YEAR = 365
# Above the villages' and below the children's own numbers: a division of its own for adults.
STAFF_DIVISION = 88
CLINIC_CREDIT_CODE = 900
SECOND_HOSPITAL = "hospital.two"
CLINICS = ("上街社区", "沃溪村", "界亭驿村", "黄金坪村", "老街村")
# Unit of places.OFFICES, head's login, staff, share of staff whose yearly check was forgotten.
UNITS = (
	("school_center", "school", 34, 0.04),
	("school_middle", "school.middle", 42, 0.1),
	("school_jieting", "school.jieting", 12, 0.25),
	("kindergarten", "kindergarten", 16, 0.06),
	("training", "training", 6, 0.5),
	("hospital", "hospital", 28, 0.08),
	("hospital_two", "hospital.two", 24, 0.12),
)
POSTS = {
	"school": (
		("Teaching", "教师"),
		("Teaching", "教师"),
		("Teaching", "班主任"),
		("Logistics and Canteen", "食堂工人"),
	),
	"kindergarten": (("Teaching", "幼儿教师"), ("Teaching", "保育员"), ("Security", "保安")),
	"training_institution": (("Teaching", "培训教师"), ("Office Staff", "教务")),
	"hospital": (("Medical", "医师"), ("Medical", "护士"), ("Office Staff", "收费员")),
	"village_clinic": (("Medical", "乡村医生"),),
	"venue": (
		("Front Desk and Service", "前台"),
		("Front Desk and Service", "客房服务员"),
		("Security", "保安"),
	),
}


@dataclass(frozen=True)
class Unit:
	"""Where people work: an agency or a venue."""

	agency: str | None
	venue: str | None
	name: str
	area: str
	kind: str
	staff: int
	forgotten: float


@dataclass
class Person:
	"""One worker to be written, with the days of the clear checks."""

	unit: Unit
	name: str
	sex: str
	number: str
	telephone: str
	post: tuple[str, str]
	first_day: date
	status: str
	checks: list[tuple[str, date]]


def fill(scene: Scene) -> None:
	"""Does nothing where staff is listed already."""
	if frappe.db.exists("Worker", {"agency": scene.office("school_center")}):
		return
	rng = scene.random("hiring")
	numbers = IdentityNumbers(STAFF_DIVISION)
	people = [person for unit in _units(scene) for person in _staff(scene, unit, rng, numbers)]
	names = _write_workers(scene, people)
	_write_checks(scene, people, names)
	by_unit = {name: person for name, person in zip(names, people, strict=True)}
	_find_a_record(scene, by_unit)
	_ban_somebody(scene, numbers, rng)
	_send_a_batch(scene, by_unit)


def _units(scene: Scene) -> list[Unit]:
	units, officers = [], {**scene.officers, SECOND_HOSPITAL: _second_hospital(scene)}
	for key, login, staff, forgotten in UNITS:
		agency = scene.office(key)
		_be_close_contact(agency, officers[login])
		units.append(_agency_unit(agency, staff, forgotten))
	for at, village_name in enumerate(CLINICS):
		village = next(village for village in scene.villages if village.name == village_name)
		clinic = frappe.get_doc(
			{
				"doctype": "Agency",
				"agency_name": f"{village_name}卫生室",
				"agency_type": "village_clinic",
				"area": village.code,
				"credit_code": sample_credit_code(CLINIC_CREDIT_CODE + at),
			}
		).insert(ignore_permissions=True)  # from the command line, nobody is logged in
		_be_close_contact(clinic.name, None)
		units.append(_agency_unit(clinic.name, 1 + at % 2, 0.3))
	return units + _venue_units()


def _second_hospital(scene: Scene) -> str:
	"""The officer who answers for the county hospital's branch."""
	agency = scene.office("hospital_two")
	post = town.Post(SECOND_HOSPITAL, "agency_officer", agency, (TOWNSHIP,), SECOND_HOSPITAL)
	town.make_officer(post, scene.seed, scene.first_month.start - timedelta(days=40), None)
	return frappe.db.get_value("Officer", {"login_email": f"{SECOND_HOSPITAL}@{town.DOMAIN}"})


def _be_close_contact(agency: str, head: str | None) -> None:
	values = {"is_close_contact_unit": 1}
	if head and frappe.db.get_value("Officer", head, "agency") == agency:
		values["head"] = head
	frappe.db.set_value("Agency", agency, values)


def _agency_unit(agency: str, staff: int, forgotten: float) -> Unit:
	facts = frappe.db.get_value("Agency", agency, ["agency_name", "area", "agency_type"], as_dict=True)
	return Unit(agency, None, facts.agency_name, facts.area, facts.agency_type, staff, forgotten)


def _venue_units() -> list[Unit]:
	# No permission filter: the generator's own records.
	venues = frappe.get_all(
		"Venue", {"status": "Operating"}, ["name", "agency", "venue_name", "area"], order_by="name"
	)
	return [
		Unit(
			venue.agency, venue.name, venue.venue_name, venue.area, "venue", 2 + at % 4, 0.1 + 0.1 * (at % 4)
		)
		for at, venue in enumerate(venues)
	]


def _staff(scene: Scene, unit: Unit, rng: Random, numbers: IdentityNumbers) -> list[Person]:
	return [_person(scene, unit, rng, numbers) for _at in range(unit.staff)]


def _person(scene: Scene, unit: Unit, rng: Random, numbers: IdentityNumbers) -> Person:
	sex = rng.choice(("Male", "Female", "Female"))
	born = scene.today - timedelta(days=rng.randrange(23 * YEAR, 58 * YEAR))
	first_day = scene.today - timedelta(
		days=rng.randrange(40, 14 * YEAR if unit.kind != "venue" else 3 * YEAR)
	)
	checks = _checks(scene, first_day, unit.forgotten, rng)
	hired_checked = (first_day < PRE_HIRE_SINCE and checks) or any(kind == PRE_HIRE for kind, _day in checks)
	return Person(
		unit,
		adult_name(rng, surname(rng), sex),
		sex,
		numbers.take(born, sex),
		phone(rng),
		rng.choice(POSTS.get(unit.kind, POSTS["school"])),
		first_day,
		IN_POST if hired_checked else UNCHECKED,
		checks,
	)


def _checks(scene: Scene, first_day: date, forgotten: float, rng: Random) -> list[tuple[str, date]]:
	"""Before hiring where the law asked for it, then once a year; some units forget, some people never had one."""
	if rng.random() < forgotten / 4:
		return []
	checks = []
	if first_day >= PRE_HIRE_SINCE and rng.random() > forgotten / 2:
		checks.append((PRE_HIRE, first_day - timedelta(days=rng.randrange(2, 15))))
	# The last round of each unit lies in the past year, or longer ago where it was forgotten.
	last = scene.today - timedelta(days=rng.randrange(5, YEAR - 5))
	if rng.random() < forgotten:
		last -= timedelta(days=YEAR)
	for day in (last - timedelta(days=YEAR), last):
		if day > first_day + timedelta(days=200):
			checks.append((PERIODIC, day))
	return checks


def _write_workers(scene: Scene, people: list[Person]) -> list[str]:
	moment = str(datetime.combine(scene.today, time(9)))
	names = reserve_names("Worker", len(people))
	table = BulkTable(
		"Worker",
		(
			*("name", "worker_name", "id_number", "sex", "phone", "agency", "venue", "unit_name", "area"),
			*("post_kind", "post", "first_day", "status", "status_on", "authorised_on"),
			*("last_checked_on", "next_check_due_on"),
		),
		*(USER, moment),
		docstatus=0,
		ban_match=0,
	)
	seals = []
	for name, person in zip(names, people, strict=True):
		unit, last = person.unit, max((day for _kind, day in person.checks), default=None)
		authorised = min((day for _kind, day in person.checks), default=person.first_day) - timedelta(days=16)
		table.add(
			*(
				name,
				person.name,
				mask_identity_number(person.number),
				person.sex,
				mask_phone(person.telephone),
			),
			*(unit.agency, unit.venue, unit.name, unit.area, *person.post, person.first_day),
			*(person.status, person.first_day, authorised, last, next_due(person.first_day, last, YEAR)),
		)
		seals += [("Worker", name, "id_number", person.number), ("Worker", name, "phone", person.telephone)]
	table.write()
	seal_many(seals)
	return names


def _write_checks(scene: Scene, people: list[Person], names: list[str]) -> None:
	moment = str(datetime.combine(scene.today, time(9)))
	rows = [
		(worker, person.unit, kind, day)
		for worker, person in zip(names, people, strict=True)
		for kind, day in person.checks
	]
	table = BulkTable(
		"Hiring Check",
		(
			*("name", "worker", "kind", "agency", "venue", "requested_on", "answered_on", "valid_until"),
			*("reply_number", "creation", "modified"),
		),
		*(USER, moment),
		docstatus=0,
		status="Replied",
		area=TOWNSHIP,
		authority="Public Security",
		result=NO_RECORD,
		register_verdict="No Match",
	)
	for at, (name, row) in enumerate(zip(reserve_names("Hiring Check", len(rows)), rows, strict=True)):
		worker, unit, kind, day = row
		entered = datetime.combine(day, time(15))
		table.add(
			*(name, worker, kind, unit.agency, unit.venue, day - timedelta(days=6), day),
			*(day + timedelta(days=YEAR), f"样公查〔{day.year}〕{at + 1}号", entered, entered),
		)
	table.write()
	fill_headings("Hiring Check")


def _find_a_record(scene: Scene, people: dict[str, Person]) -> None:
	"""Somebody of the middle school has a record: stopped the same day, dismissed two days later (R35)."""
	middle = scene.office("school_middle")
	worker = next(
		name for name, person in people.items() if person.unit.agency == middle and person.status == IN_POST
	)
	answered = scene.today - timedelta(days=24)
	check = frappe.get_doc(
		{
			"doctype": "Hiring Check",
			"worker": worker,
			"kind": PERIODIC,
			"requested_on": answered - timedelta(days=5),
			"result": "Record Found",
			"authority": "Public Security",
			"answered_on": answered,
			"reply_number": f"样公查〔{answered.year}〕特1号",
		}
	).insert(ignore_permissions=True)  # from the command line, nobody is logged in
	check.reload()
	check.update(
		{
			"decision": "Dismissed",
			"decision_on": answered + timedelta(days=2),
			"decision_document": f"样校发〔{answered.year}〕11号",
			"decided_by": scene.officers.get("school.middle"),
		}
	)
	check.save(ignore_permissions=True)  # as above
	frappe.db.set_value("Hiring Check", check.name, "stopped_on", answered)


def _ban_somebody(scene: Scene, numbers: IdentityNumbers, rng: Random) -> None:
	"""Two bans of courts: one for life, one for a term."""
	judged = scene.today - timedelta(days=420)
	for at, (kind, years) in enumerate((("Lifetime", None), ("Fixed Term", 5))):
		frappe.get_doc(
			{
				"doctype": "Employment Ban",
				"person_name": adult_name(rng, surname(rng), "Male"),
				"id_number": numbers.take(scene.today - timedelta(days=(38 + at) * YEAR), "Male"),
				"area": TOWNSHIP,
				"court": "样例县人民法院",
				"judgment_number": f"（{judged.year}）样0101刑初{21 + at}号",
				"judgment_date": judged,
				"ban_kind": kind,
				"from_date": judged + timedelta(days=30),
				"to_date": judged + timedelta(days=years * YEAR) if years else None,
			}
		).insert(ignore_permissions=True)  # from the command line, nobody is logged in


def _send_a_batch(scene: Scene, people: dict[str, Person]) -> None:
	"""A batch of the central school waits for its reply, and three applicants are to begin soon."""
	school = scene.office("school_center")
	due = [
		name for name, person in people.items() if person.unit.agency == school and person.status == IN_POST
	]
	rows = [{"worker": name} for name in due[:6]]
	batch = frappe.get_doc(
		{
			"doctype": "Hiring Check Batch",
			"agency": school,
			"kind": PERIODIC,
			"requested_on": scene.today - timedelta(days=2),
			"requested_by": scene.officers["school"],
			"workers": rows,
		}
	)
	batch.flags.ignore_permissions = True  # from the command line, nobody is logged in
	batch.submit()
	rng, numbers = scene.random("applicants"), IdentityNumbers(STAFF_DIVISION + 1)
	for at, (agency, post) in enumerate(
		((school, "数学教师"), (school, "保安"), (scene.office("hospital"), "护士"))
	):
		sex = ("Female", "Male", "Female")[at]
		frappe.get_doc(
			{
				"doctype": "Worker",
				"worker_name": adult_name(rng, surname(rng), sex),
				"id_number": numbers.take(scene.today - timedelta(days=(26 + at) * YEAR), sex),
				"phone": phone(rng),
				"agency": agency,
				"post_kind": ("Teaching", "Security", "Medical")[at],
				"post": post,
				"first_day": scene.today + timedelta(days=12 + at),
				"authorised_on": scene.today - timedelta(days=1),
				"status": APPLICANT,
			}
		).insert(ignore_permissions=True)  # as above
