"""A few entries of the register of restricted persons, their contacts and the villages' monthly summaries, with gaps.

All people, courts and numbers are invented.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.importing.bulk import BulkTable, reserve_names
from lijian_hulei.setup.demo.people import IdentityNumbers, adult_name, surname
from lijian_hulei.setup.demo.places import TOWNSHIP, Village
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.supervision.services.summaries import refresh_last_contact

USER = "Administrator"
DIVISION = 90
OFFENCES = ("rape", "child_indecency", "forcible_indecency", "child_indecency", "rape", "lured_girls")
PERSONS = 7
REPORT_DAY = 25


def fill(scene: Scene) -> None:
	"""Does nothing where the register has entries."""
	if frappe.db.count("Restricted Person"):
		return
	rng = scene.random("supervision")
	_name_who_may_know(scene)
	persons = _persons(scene, rng)
	contacts = [row for name, village in persons for row in _contacts(scene, name, village, rng)]
	_write_contacts(scene, contacts)
	for name, _village in persons:
		refresh_last_contact(name)
	_write_summaries(scene, persons, contacts, rng)
	_end_one(persons)


def _name_who_may_know(scene: Scene) -> None:
	"""The governance office's named officer, and a chief who may open sealed fields."""
	for login, tick in (("governance", "knows_restricted_register"), ("police.chief", "may_reveal")):
		officer = frappe.get_doc("Officer", scene.officers[login])
		officer.set(tick, 1)
		officer.save(ignore_permissions=True)  # from the command line, nobody is logged in
	frappe.db.set_value("Agency", scene.office("police"), "head", scene.officers["police.chief"])


def _persons(scene: Scene, rng: Random) -> list[tuple[str, Village]]:
	numbers, made = IdentityNumbers(DIVISION), []
	for at in range(PERSONS):
		village = scene.villages[(at * 9 + 2) % len(scene.villages)]
		offence = scene.today - timedelta(days=rng.randrange(3000, 5200))
		judged = offence + timedelta(days=rng.randrange(200, 500))
		person = frappe.get_doc(
			{
				"doctype": "Restricted Person",
				"person_name": adult_name(rng, surname(rng), "Male"),
				"id_number": numbers.take(scene.today - timedelta(days=rng.randrange(35, 60) * 365), "Male"),
				"area": village.code,
				"agency": scene.office("police"),
				"offence": OFFENCES[at % len(OFFENCES)],
				"offence_date": offence,
				"court": "样例县人民法院",
				"judgment_number": f"（{judged.year}）样0101刑初{40 + at}号",
				"judgment_date": judged,
				"control_from": scene.first_month.start - timedelta(days=20),
			}
		).insert(ignore_permissions=True)  # from the command line, nobody is logged in
		made.append((person.name, village))
	return made


def _auxiliary(scene: Scene, village: Village) -> str:
	number = (village.index - 1) // 6 + 1
	return scene.officers["auxiliary" if number == 1 else f"auxiliary.{number:02d}"]


def _contacts(scene: Scene, person: str, village: Village, rng: Random) -> list[tuple]:
	"""One or two a month; a lazy village misses every third month, and this month's is still to come."""
	found, month = [], scene.first_month
	while month.start <= scene.today:
		missed = village.is_lazy and (month.start.month % 3 == 0 or scene.today in month)
		for _time in range(0 if missed else rng.choice((1, 1, 2))):
			day = month.start + timedelta(days=rng.randrange(2, 24))
			if day <= scene.today:
				changed = rng.random() < 0.08
				found.append(
					(
						person,
						village,
						day,
						"Work Changed" if changed else "As Before",
						_auxiliary(scene, village),
					)
				)
		month = month.next()
	return found


def _write_contacts(scene: Scene, contacts: list[tuple]) -> None:
	moment = str(datetime.combine(scene.today, time(17)))
	table = BulkTable(
		"Control Record",
		(
			*("name", "person", "area", "contact_date", "finding", "reported_on", "officer", "contact_kind"),
			*("law_told", "creation", "modified"),
		),
		*(USER, moment),
		docstatus=1,
		agency=scene.office("police"),
		residence_checked=1,
		work_checked=1,
	)
	names = reserve_names("Control Record", len(contacts))
	for at, (name, (person, village, day, finding, officer)) in enumerate(zip(names, contacts, strict=True)):
		entered = datetime.combine(day, time(16))
		kind = ("In Person", "In Person", "Telephone", "Called to the Station")[at % 4]
		reported = None if finding == "As Before" else day
		table.add(
			name,
			person,
			village.code,
			day,
			finding,
			reported,
			officer,
			kind,
			int(at % 3 == 0),
			entered,
			entered,
		)
	table.write()


def _write_summaries(
	scene: Scene, persons: list[tuple[str, Village]], contacts: list[tuple], rng: Random
) -> None:
	"""Every village each month until the 25th; lazy ones are late, and one month in nine is missing."""
	moment = str(datetime.combine(scene.today, time(17)))
	table = BulkTable(
		"Control Summary",
		(
			*("name", "area", "month", "officer", "summary_date", "persons", "contacted", "contacts"),
			*("not_contacted", "changes", "told", "work_done", "creation", "modified"),
		),
		*(USER, moment),
		docstatus=1,
		agency=scene.office("police"),
		town=TOWNSHIP,
	)
	rows = [row for village in scene.villages for row in _months(scene, village, rng)]
	for name, (village, month, day) in zip(reserve_names("Control Summary", len(rows)), rows, strict=True):
		own = [row for row in contacts if row[1].code == village.code and row[2] in month]
		total = sum(1 for _name, where in persons if where.code == village.code)
		met = len({row[0] for row in own})
		changes = sum(1 for row in own if row[3] != "As Before")
		words = "逐人见面联系，核实住址和从业情况，无异常。" if total else "本月辖区内无管控对象，零报告。"
		entered = datetime.combine(day, time(16))
		table.add(
			*(name, village.code, month.start, _auxiliary(scene, village), day, total, met, len(own)),
			*(total - met, changes, met, words, entered, entered),
		)
	table.write()


def _months(scene: Scene, village: Village, rng: Random) -> list[tuple]:
	found, month = [], scene.first_month
	while month.start <= scene.today:
		late = village.is_lazy and rng.random() < 0.5
		day: date = month.start + timedelta(days=(REPORT_DAY + 2 if late else rng.randrange(18, REPORT_DAY)))
		if rng.random() > (0.3 if village.is_lazy else 0.02) and day <= scene.today:
			found.append((village, month, day))
		month = month.next()
	return found


def _end_one(persons: list[tuple[str, Village]]) -> None:
	"""The last one moved away."""
	person = frappe.get_doc("Restricted Person", persons[-1][0])
	person.end_reason = "Moved Away"
	person.save(ignore_permissions=True)  # from the command line, nobody is logged in
