"""Venues of the demonstration town, their inspections of the past months, and orders in every state."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import frappe

from lijian_hulei.setup.demo import town
from lijian_hulei.setup.demo.people import adult_name, phone, surname
from lijian_hulei.setup.demo.places import TOWNSHIP, sample_credit_code
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.venues.services.inspections import refresh_venue

# Name, type, village's place in the list; the first has a clerk who can log in.
VENUES = (
	("官庄大酒店", "hotel", 0),
	("界亭驿驿站宾馆", "hotel", 13),
	("沃溪商务宾馆", "hotel", 17),
	("老街客栈", "guesthouse", 9),
	("辰州坪农家民宿", "guesthouse", 15),
	("黄金坪温泉民宿", "guesthouse", 6),
	("金曲量贩歌厅", "song_hall", 0),
	("星光歌舞厅", "song_hall", 9),
	("夜色清吧", "bar", 0),
	("极速网吧", "internet_cafe", 9),
	("云端电竞酒店", "esports_hotel", 0),
	("聚友棋牌室", "billiard_hall", 17),
)
# A one-pixel picture: a drawn signature would say nothing more.
SIGNATURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ORDER_STATES = ("Rectified", "Rectified", "Escalated", "Answered", "To Be Rectified")


def fill(scene: Scene) -> None:
	rng = scene.random("venues")
	venues = [_venue(scene, at, rng) for at in range(len(VENUES))]
	town.make_officer(
		town.Post(
			"hotel", "agency_officer", town.agency_named(f"{VENUES[0][0]}有限公司"), (TOWNSHIP,), "hotel"
		),
		scene.seed,
		scene.first_month.start,
		scene.password,
	)
	inspectors = (scene.officers["police"], scene.officers["police.chief"])
	for at, venue in enumerate(venues):
		if venue.in_scope:
			_inspections(scene, venue, at, inspectors, rng)
	_settle_orders(scene)
	for venue in venues:
		refresh_venue(venue.name)


def _venue(scene: Scene, at: int, rng: Random):
	name, venue_type, village = VENUES[at]
	area = scene.villages[village % len(scene.villages)].code
	kind = "hotel" if venue_type in ("hotel", "guesthouse", "esports_hotel") else "entertainment_venue"
	agency = _insert(
		"Agency",
		agency_name=f"{name}有限公司",
		agency_type=kind,
		area=area,
		credit_code=sample_credit_code(800 + at),
		is_close_contact_unit=1,
	)
	return _insert(
		"Venue",
		venue_name=name,
		venue_type=venue_type,
		area=area,
		agency=agency.name,
		supervising_agency=scene.office("police"),
		address=f"{scene.villages[village % len(scene.villages)].name}主街{rng.randrange(1, 90)}号",
		rooms=rng.randrange(8, 60),
		person_in_charge=adult_name(rng, surname(rng), "Male"),
		phone=phone(rng),
		licence_number=f"湘样特{rng.randrange(10000, 99999)}",
	)


def _inspections(scene: Scene, venue, at: int, inspectors: tuple[str, str], rng: Random) -> None:
	"""Twice a month; every fifth venue is visited once, and one in ten months a venue is forgotten."""
	month = scene.first_month
	while month.start <= scene.today:
		if rng.random() > 0.1:
			for day in (4 + at % 5, 18 + at % 5)[: 1 if at % 5 == 4 else 2]:
				on = month.start + timedelta(days=day)
				if on <= scene.today:
					_inspect(venue.name, on, inspectors, rng)
		month = month.next()


def _inspect(venue: str, day: date, inspectors: tuple[str, str], rng: Random) -> None:
	inspection = _insert(
		"Venue Inspection",
		venue=venue,
		inspection_date=day,
		lead_inspector=inspectors[0],
		inspectors=[{"officer": inspectors[1]}],
		inspector_signature=SIGNATURE,
		venue_signature=SIGNATURE,
		venue_representative="当班经理",
		is_unannounced=int(rng.random() < 0.6),
		summary="现场查看登记台账、监控和从业人员名册。",
	)
	failing = rng.randrange(len(inspection.items)) if rng.random() < 0.06 else None
	for row in inspection.items:
		row.result = "Fail" if row.idx - 1 == failing else "Pass"
		row.remark = "现场检查时未落实，责令限期整改。" if row.result == "Fail" else None
	inspection.flags.ignore_permissions = True  # from the command line, nobody is logged in
	inspection.submit()


def _settle_orders(scene: Scene) -> None:
	"""All but the newest orders are put right; the newest stand in each state of the workflow."""
	orders = frappe.get_all(  # the generator's own records
		"Rectification Order", ["name", "due_on"], order_by="issued_on desc, name desc"
	)
	for at, order in enumerate(orders):
		state = ORDER_STATES[-1 - at] if at < 3 else ORDER_STATES[at % 3]
		if state == "To Be Rectified":
			continue
		values = {"status": state, "answer": "已按要求整改，照片附后。", "answered_on": order.due_on}
		if state != "Answered":
			values |= {
				"rechecked_on": min(order.due_on + timedelta(days=1), scene.today),
				"rechecked_by": scene.officers["police"],
				"recheck_result": "Passed" if state == "Rectified" else "Not Passed",
			}
		if state == "Escalated":
			values["penalty_document"] = f"官公（治）罚决字〔{order.due_on.year}〕样{at}号"
		# Past states are set as they ended: nobody stands at the workflow's buttons here.
		frappe.db.set_value("Rectification Order", order.name, values, update_modified=False)


def _insert(doctype: str, **values: object):
	# ignore_permissions: runs from the command line, nobody is logged in.
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
