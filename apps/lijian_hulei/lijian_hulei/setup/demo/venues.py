"""Venues of the demonstration town, their inspections of the past months with gaps, and what had to be put right.

All names, numbers and positions are invented. Inspections are written in bulk, as the form would have left them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.importing.bulk import BulkTable, reserve_names, row_names
from lijian_hulei.kernel.periods import Period
from lijian_hulei.setup.demo import town
from lijian_hulei.setup.demo.people import adult_name, phone, surname
from lijian_hulei.setup.demo.places import sample_credit_code
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.venues.rules.inspecting import FAIL, NOT_PASSED, PASS, PASSED, step_of
from lijian_hulei.venues.services.inspections import contacts_of, place_of_venue, refresh_venue

USER = "Administrator"
LOGIN = "hotel"
FIRST_CREDIT_CODE = 700
# A scribble, so that prints show where the signatures stand.
SIGNATURE = (
	"data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxMjAiIGhlaWdodD0iNDAiPjxwYXRo"
	"IGQ9Ik01IDMwQzIwIDUgMzAgMzUgNDUgMTVTNzAgMzUgODUgMTIgMTA1IDMwIDExNSAxNSIgZmlsbD0ibm9uZSIgc3Ryb2tlPSIjMjIyIiBzdHJva2Utd2lk"
	"dGg9IjIiLz48L3N2Zz4="
)


@dataclass(frozen=True)
class Place:
	"""A venue to be made; `care` is the share of due inspections that really took place, `faults` of those with a problem."""

	name: str
	venue_type: str
	village: str
	north: float
	east: float
	rooms: int
	care: float = 0.96
	faults: float = 0.03
	login: str | None = None


PLACES = (
	Place("金鹿假日宾馆", "hotel", "上街社区", 28.5512, 110.8421, 46, faults=0.06, login=LOGIN),
	Place("沃溪云来酒店", "hotel", "沃溪村", 28.5338, 110.8896, 62),
	Place("五一桥商务宾馆", "hotel", "五一桥社区", 28.5547, 110.8468, 38),
	Place("驿路人家民宿", "guesthouse", "界亭驿村", 28.6012, 110.8105, 9, care=0.7),
	Place("老街客栈", "guesthouse", "老街村", 28.5476, 110.8352, 12),
	Place("辰溪小筑民宿", "guesthouse", "界亭驿村", 28.6051, 110.8163, 7, care=0.55),
	Place("黄金坪农家乐民宿", "guesthouse", "黄金坪村", 28.5719, 110.9012, 8, care=0.75),
	Place("迅猛电竞酒店", "esports_hotel", "岩屋桥社区", 28.5493, 110.8507, 24, faults=0.07),
	Place("金嗓门KTV", "song_hall", "上街社区", 28.5521, 110.8437, 18, faults=0.08),
	Place("星夜量贩KTV", "song_hall", "五一桥社区", 28.5556, 110.8449, 22, faults=0.05),
	Place("慢时光酒吧", "bar", "岩屋桥社区", 28.5488, 110.8489, 6, care=0.85),
	Place("飞鱼网吧", "internet_cafe", "上街社区", 28.5505, 110.8412, 0, faults=0.05),
	Place("兄弟台球厅", "billiard_hall", "老街村", 28.5471, 110.8361, 0, care=0.0),
)
OPERATORS = {"hotel": "hotel", "guesthouse": "hotel", "esports_hotel": "hotel"}
ENTERTAINMENT_VENUE = "entertainment_venue"
WINDOWS = ((2, 8), (16, 23))
# What was found wrong, by a word of the item that does not comply.
PROBLEMS = {
	"查验": "抽查登记簿，发现2名入住人员登记不完整。",
	"登记": "抽查登记，发现2名人员信息未如实登记。",
	"联系方式": "1名未成年人入住未记录监护人联系方式。",
	"同住": "未询问并记录同住人员身份关系。",
	"巡查": "夜间巡查记录空缺3天，访客未登记。",
	"可疑": "前台值班人员说不清可疑情况报告要求。",
	"陪侍": "包厢内发现人员身份不明，涉嫌有偿陪侍，已带回核查。",
	"标志": "入口处未成年人禁入标志缺失。",
	"监控": "2处摄像头离线，录像留存不足三十日。",
	"营业日志": "营业日志漏记3天，从业人员名簿未更新。",
	"烟": "收银台未张贴不向未成年人售烟酒标识。",
	"入职前": "1名新进人员未提供违法犯罪记录查询结果。",
	"强制报告": "强制报告制度未上墙，员工不知晓。",
	"隔断": "2间包厢门窗张贴遮挡物。",
}
OTHER_PROBLEM = "现场检查时未落实，责令限期整改。"
ANSWERS = (
	"已补齐登记，并组织前台人员重新培训。",
	"已维修到位，附整改后照片。",
	"已建立专人负责制，每日检查台账。",
)


@dataclass(frozen=True)
class Made:
	"""A venue that stands in the database, with what its inspections need."""

	name: str
	place: Place
	venue_type: str
	facts: dict
	representative: str
	checklist: list[dict]


@dataclass(frozen=True)
class Due:
	"""An inspection to be written; `failing` is the number of the row that does not comply, 0 for none."""

	venue: Made
	day: date
	failing: int
	remark: str = ""


def fill(scene: Scene) -> None:
	"""Does nothing where the venues stand already."""
	if frappe.db.exists("Venue", {"venue_name": PLACES[0].name}):
		return
	rng = scene.random("venues")
	made = [_make(scene, place, at, rng) for at, place in enumerate(PLACES)]
	due = [inspection for venue in made for inspection in _history(scene, venue, rng)]
	due.sort(key=lambda inspection: (inspection.day, inspection.venue.name))
	names = _write_inspections(scene, due)
	_write_orders(scene, [(name, one) for name, one in zip(names, due, strict=True) if one.failing], rng)
	for venue in made:
		refresh_venue(venue.name)


def _make(scene: Scene, place: Place, at: int, rng: Random) -> Made:
	area = next(village.code for village in scene.villages if village.name == place.village)
	person = adult_name(rng, surname(rng), rng.choice(("Male", "Female")))
	since = scene.first_month.start - timedelta(days=40)
	operator = _operator(place, area, at)
	if place.login:
		post = town.Post(place.login, "agency_officer", operator, (area,), place.login)
		town.make_officer(post, scene.seed, since, scene.password)
		clerk = frappe.db.get_value("Officer", {"login_email": f"{place.login}@{town.DOMAIN}"})
		frappe.db.set_value("Agency", operator, "head", clerk)
	venue = frappe.get_doc(
		{
			"doctype": "Venue",
			"venue_name": place.name,
			"venue_type": place.venue_type,
			"area": area,
			"address": f"官庄镇{place.village}{at * 7 + 3}号",
			"agency": operator,
			"supervising_agency": scene.office("police"),
			"responsible_officer": scene.officers["police.chief" if at % 4 == 3 else "police"],
			"listed_on": since,
			"rooms": place.rooms,
			"licence_number": f"样公特许字第{2000 + at}号",
			"person_in_charge": person,
			"phone": phone(rng),
			"latitude": place.north,
			"longitude": place.east,
		}
	).insert(ignore_permissions=True)  # from the command line, nobody is logged in
	# No permission filter: lists of kinds, no person in them.
	checklist = frappe.get_all(
		"Venue Type Item",
		{"parent": place.venue_type, "parenttype": "Venue Type"},
		["item", "legal_basis", "is_five_must", "is_escort_ban"],
		order_by="idx asc",
	)
	return Made(venue.name, place, place.venue_type, place_of_venue(venue.name), person, checklist)


def _operator(place: Place, area: str, at: int) -> str:
	agency = frappe.get_doc(
		{
			"doctype": "Agency",
			"agency_name": f"{place.name}（经营单位）",
			"agency_type": OPERATORS.get(place.venue_type, ENTERTAINMENT_VENUE),
			"area": area,
			"credit_code": sample_credit_code(FIRST_CREDIT_CODE + at),
		}
	)
	return agency.insert(ignore_permissions=True).name  # from the command line, nobody is logged in


def _history(scene: Scene, venue: Made, rng: Random) -> list[Due]:
	"""What was really inspected, and what the last weeks need so that every state of an order can be seen."""
	found = []
	month: Period = scene.first_month
	while month.start <= scene.today:
		for first, last in WINDOWS:
			day = month.start + timedelta(days=rng.randint(first, last) - 1)
			chance, fault = rng.random(), rng.random()
			if chance < venue.place.care and day <= scene.today:
				failing = rng.randint(1, len(venue.checklist)) if fault < venue.place.faults else 0
				found.append(Due(venue, day, failing, _problem(venue, failing)))
		month = month.next()
	return found + _recent(scene, venue)


def _recent(scene: Scene, venue: Made) -> list[Due]:
	days_ago = {PLACES[0].name: 3, PLACES[7].name: 12, PLACES[8].name: 6, PLACES[11].name: 25}.get(
		venue.place.name
	)
	if days_ago is None:
		return []
	failing = 1 + days_ago % 3
	return [Due(venue, scene.today - timedelta(days=days_ago), failing, _problem(venue, failing))]


def _problem(venue: Made, failing: int) -> str:
	if not failing:
		return ""
	item = venue.checklist[failing - 1]["item"]
	return next((text for word, text in PROBLEMS.items() if word in item), OTHER_PROBLEM)


INSPECTION_COLUMNS = (
	*("name", "venue", "title", "venue_type", "area", "agency", "station", "inspection_date", "outcome"),
	*("failed_items", "five_musts_checked", "escort_ban_checked", "summary", "venue_representative"),
	*("creation", "modified"),
)
ORDER_COLUMNS = (
	*("name", "venue", "title", "inspection", "area", "agency", "station", "station_area", "officer"),
	*("operator_contact", "station_contact", "status", "issued_on", "due_on", "step", "problem"),
	*("legal_basis", "answer", "answered_on", "is_late", "rechecked_on", "rechecked_by"),
	*("recheck_result", "recheck_note", "penalty_document", "creation", "modified"),
)


def _write_inspections(scene: Scene, due: list[Due]) -> list[str]:
	moment = str(datetime.combine(scene.today, time(17)))
	inspections = BulkTable(
		"Venue Inspection",
		INSPECTION_COLUMNS,
		*(USER, moment),
		docstatus=1,
		lead_inspector=scene.officers["police"],
		is_unannounced=1,
		inspector_signature=SIGNATURE,
		venue_signature=SIGNATURE,
	)
	names = reserve_names("Venue Inspection", len(due))
	for name, one in zip(names, due, strict=True):
		venue, entered = one.venue, datetime.combine(one.day, time(16))
		inspections.add(
			*(
				name,
				venue.name,
				venue.place.name,
				venue.venue_type,
				venue.facts["area"],
				venue.facts["agency"],
			),
			*(venue.facts["station"], one.day, NOT_PASSED if one.failing else PASSED, int(bool(one.failing))),
			*(int(any(row[mark] for row in venue.checklist)) for mark in ("is_five_must", "is_escort_ban")),
			*(one.remark or "各项制度落实到位，未发现问题。", venue.representative, entered, entered),
		)
	inspections.write()
	_write_rows(scene, names, due, moment)
	return names


def _write_rows(scene: Scene, names: list[str], due: list[Due], moment: str) -> None:
	items = BulkTable(
		"Inspection Item",
		("name", "parent", "idx", "item", "legal_basis", "is_five_must", "is_escort_ban", "result", "remark"),
		*(USER, moment),
		docstatus=1, parenttype="Venue Inspection", parentfield="items",
	)  # fmt: skip
	people = BulkTable(
		*("Inspection Inspector", ("name", "parent"), USER, moment),
		docstatus=1, idx=1, parenttype="Venue Inspection", parentfield="inspectors",
		officer=scene.officers["police.chief"],
	)  # fmt: skip
	for name, one in zip(names, due, strict=True):
		person, *rows = row_names(1 + len(one.venue.checklist))
		people.add(person, name)
		for at, (row, own) in enumerate(zip(rows, one.venue.checklist, strict=True), start=1):
			failed = at == one.failing
			items.add(
				*(row, name, at, own["item"], own["legal_basis"], own["is_five_must"], own["is_escort_ban"]),
				*(FAIL if failed else PASS, one.remark if failed else None),
			)
	items.write()
	people.write()


def _write_orders(scene: Scene, failed: list[tuple[str, Due]], rng: Random) -> None:
	moment = str(datetime.combine(scene.today, time(17)))
	orders = BulkTable("Rectification Order", ORDER_COLUMNS, USER, moment)
	earlier: dict[str, int] = {}
	names = reserve_names("Rectification Order", len(failed))
	for name, (inspection, one) in zip(names, failed, strict=True):
		venue, row = one.venue, one.venue.checklist[one.failing - 1]
		step = step_of(earlier.get(venue.name, 0))
		earlier[venue.name] = earlier.get(venue.name, 0) + 1
		issued = datetime.combine(one.day, time(16))
		values = {
			**{"name": name, "venue": venue.name, "title": venue.place.name, "inspection": inspection},
			**venue.facts,
			**contacts_of(venue.facts["agency"], venue.facts["officer"]),
			**{"issued_on": one.day, "step": step, "legal_basis": row["legal_basis"], "is_late": 0},
			**{
				"problem": f"{one.failing}. {row['item']}：{one.remark}",
				"creation": issued,
				"modified": issued,
			},
			**_course(scene, one, rng, earlier[venue.name]),
		}
		orders.add(*(values.get(column) for column in ORDER_COLUMNS))
	orders.write()
	_write_photos(scene, list(zip(names, (one for _name, one in failed), strict=True)), moment)


def _course(scene: Scene, one: Due, rng: Random, number: int) -> dict:
	"""How an order went on: older ones are closed, the venues of _recent stand at one stage each."""
	due_on = one.day + timedelta(days=7)
	age = (scene.today - one.day).days
	if one.venue.place.name in (PLACES[7].name, PLACES[11].name) and age < 30:
		return {"status": "To Be Rectified", "due_on": due_on}
	if age < 7 and one.venue.place.name != PLACES[8].name:
		return {"status": "To Be Rectified", "due_on": due_on}
	answered_on = min(one.day + timedelta(days=rng.choice((2, 4, 5, 6, 9))), scene.today)
	answered = {
		"due_on": due_on,
		"answer": rng.choice(ANSWERS),
		"answered_on": answered_on,
		"is_late": int(answered_on > due_on),
	}
	rechecked_on = answered_on + timedelta(days=2)
	if age < 7 or rechecked_on > scene.today:
		return {"status": "Answered", **answered}
	rechecked = {**answered, "rechecked_on": rechecked_on, "rechecked_by": scene.officers["police"]}
	if number == 3:
		document = f"样公（治）罚决字〔{rechecked_on.year}〕第{10 + number}号"
		failed = {"recheck_result": NOT_PASSED, "recheck_note": "复查仍未整改到位，依法处罚。"}
		return {"status": "Escalated", **rechecked, **failed, "penalty_document": document}
	return {
		"status": "Rectified",
		**rechecked,
		"recheck_result": PASSED,
		"recheck_note": "现场复查，已整改到位。",
	}


def _write_photos(scene: Scene, orders: list[tuple[str, Due]], moment: str) -> None:
	photos = BulkTable(
		*("Rectification Photo", ("name", "parent", "caption"), USER, moment),
		idx=1, parenttype="Rectification Order", parentfield="photos", photo=scene.photo, taken="Before",
	)  # fmt: skip
	files = BulkTable(
		*("File", ("name", "attached_to_name"), USER, moment),
		file_name=scene.photo.rsplit("/", 1)[-1], file_url=scene.photo, is_private=1,
		attached_to_doctype="Rectification Order", attached_to_field="photo", folder="Home/Attachments",
	)  # fmt: skip
	for name, one in orders:
		first, second = row_names(2)
		photos.add(first, name, one.remark)
		files.add(second, name)
	photos.write()
	files.write()
