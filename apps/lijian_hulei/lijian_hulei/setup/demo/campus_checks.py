"""Checks of the schools' defences and hazards at every stage, in the demonstration town."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import frappe
from frappe.model.document import Document

from lijian_hulei.setup.demo.places import SCHOOL_KEYS
from lijian_hulei.setup.demo.records import Scene

GAPS = (
	("wall_fence", "围墙东侧破损约2米，可翻越。"),
	("toilet_separated", "女厕后窗未装防护网。"),
	("blind_spots_covered", "宿舍二楼转角无监控。"),
	("night_lights", "校门外路灯损坏2盏。"),
	("visitor_register", "外来人员登记不完整。"),
	("one_key_alarm", "一键报警装置未与派出所联网。"),
	("rented_rooms_known", "校门对面出租房未完成摸排。"),
)
ANSWERS = ("已修复并安排每日巡查。", "已安装到位，附整改后照片。", "已完成登记并建立台账。")
# The school that never handed its inventory in.
WITHOUT_INVENTORY = "school_jieting"


def fill(scene: Scene, rng: Random) -> None:
	month, number = scene.first_month, 0
	while month.start <= scene.today:
		for key in SCHOOL_KEYS:
			day = month.start + timedelta(days=rng.randint(2, 24))
			if day <= scene.today and rng.random() < 0.9:
				number += 1
				by = "justice" if number % 3 == 0 else "governance"
				_check(scene, key, by, day, GAPS[number % len(GAPS)] if rng.random() < 0.3 else None)
		month = month.next()
	for key in SCHOOL_KEYS:
		if key != WITHOUT_INVENTORY:
			day = scene.first_month.start + timedelta(days=9)
			_check(scene, key, key, day, GAPS[SCHOOL_KEYS.index(key)], "Yearly Inventory")
	_follow_up(scene, rng)


def _check(
	scene: Scene, key: str, by: str, day: date, gap: tuple[str, str] | None, kind: str = "Hazard Check"
) -> Document:
	check = frappe.get_doc(
		{
			"doctype": "Campus Check",
			"school": scene.office(key),
			"checking_agency": scene.office(by),
			"lead_officer": scene.officers.get("school" if by == "school_center" else by.replace("_", ".")),
			"check_kind": kind,
			"check_date": day,
		}
	)
	check.flags.ignore_permissions = True  # from the command line, nobody is logged in
	check.run_method("take_list")
	for row in check.items:
		missing = gap and row.item == gap[0]
		row.answer = None if row.answer_type == "Number" else ("Absent" if missing else "Present")
		row.number = (row.minimum or 0) + 2 if row.answer_type == "Number" else 0
		row.remark = gap[1] if missing else None
	check.insert()
	check.submit()
	return check


def _follow_up(scene: Scene, rng: Random) -> None:
	"""Older hazards are closed, newer ones answered or still open, one is late. States are set as the workflow leaves them."""
	hazards = frappe.get_all(  # from the command line, nobody is logged in
		"Campus Hazard", fields=["name", "found_on", "due_on"], order_by="found_on asc, name asc"
	)
	for at, hazard in enumerate(hazards):
		age = (scene.today - hazard.found_on).days
		if age < 6 or at % 6 == 5:
			continue
		answered = min(hazard.found_on + timedelta(days=rng.randint(3, 18)), scene.today)
		document = frappe.get_doc("Campus Hazard", hazard.name)
		document.append("photos", {"photo": scene.photo, "taken": "After", "caption": "整改后"})
		values = {
			"answer": rng.choice(ANSWERS),
			"answered_on": answered,
			"is_late": int(answered > hazard.due_on),
			"status": "Answered" if age < 22 else "Rectified",
		}
		if age >= 22:
			rechecked = min(answered + timedelta(days=2), scene.today)
			values |= {"rechecked_on": rechecked, "rechecked_by": scene.officers["governance"]}
		document.update(values)
		for row in document.photos:
			row.db_insert()
		document.db_update()
