"""Reports, relief and referrals of the demonstration town. Every text is invented; no real case stands behind any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from random import Random

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from lijian_hulei.cases.services.reporting import NOBODY, note_obstruction
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.setup.demo.relief_cases import fill_relief

# days ago, situation, reporter, unit, minutes to the report, state reached, without a name, what was noticed
REPORTS = (
	*(
		(2, "violence", "Teacher or School Staff", "school_center", 12, 0, 0, "晨检发现学生左臂有多处新旧淤青，本人说是摔的，神情紧张。"),
		(4, "abandoned", "Village or Community Worker", None, 45, 1, 0, "走访发现兄妹二人独自在家数日，灶台无火，仅有方便面。"),
		(6, "under_14_abuse", "Doctor or Nurse", "hospital", 8, 3, 0, "门诊接诊不满十四周岁女孩，检查结果异常，已留存病历。"),
		(9, "other_serious", "Hotel or Venue Staff", None, 5, 3, 0, "成年男子带未成年女孩登记入住，说不清关系，已稳住并联系监护人。"),
		(13, "violence", "Citizen", None, 300, 5, 1, "邻居家夜里常有打骂孩子的声音，孩子哭喊。"),
	),
	*(
		(17, "abnormal_death", "Teacher or School Staff", "school_middle", 20, 4, 0, "学生手腕有多道划痕，自述近期不想上学，已安排专人陪护。"),
		(23, "violence", "Doctor or Nurse", "hospital_two", 2900, 7, 0, "外伤就诊，多处陈旧伤，首诊未报告，复诊时由科室补报。"),
		(31, "missing", "Village or Community Worker", None, 90, 7, 0, "村中出现一名来历不明的幼童，由外来务工人员带养，无法提供出生证明。"),
		(38, "abandoned", "Citizen", None, 1500, 6, 1, "老人去世后孩子长期独居，父母联系不上。"),
		(46, "abnormal_injury", "Teacher or School Staff", "kindergarten", 15, 7, 0, "午睡起床时发现幼儿隐私部位红肿，已联系家长并保护现场衣物。"),
	),
	*(
		(58, "violence", "Teacher or School Staff", "school_jieting", 25, 7, 0, "多名同学围堵推搡一名学生，面部有伤。"),
		(72, "other_serious", "Citizen", None, 60, 7, 1, "网吧旁有人多次给孩子香烟和酒。"),
		(88, "begging", "Citizen", None, 35, 7, 1, "集市上有成年人带着孩子乞讨，孩子不敢说话。"),
		(103, "violence", "Public Official", "women", 1800, 7, 0, "入户调解时得知孩子经常被打，次日才报告。"),
		(127, "under_14_abuse", "Teacher or School Staff", "school_middle", 10, 7, 0, "班主任在谈心中得知学生疑似遭受侵害，立即报告。"),
		(150, "abandoned", "Village or Community Worker", None, 55, 7, 0, "父母离婚后均外出，孩子无人照看，吃住在亲戚家。"),
	),
)  # fmt: skip
# How far a report got: the states passed through, by the number in the table above.
COURSES = (
	(),
	("Handed Over to Police",),
	("Handed Over to Police", "Received by Police"),
	("Handed Over to Police", "Received by Police", "Case Accepted"),
	("Handed Over to Police", "Received by Police", "Moved to Another Authority"),
	("Handed Over to Police", "Handed Back"),
	("Handed Over to Police", "Received by Police", "Case Not Accepted", "Concluded"),
	("Handed Over to Police", "Received by Police", "Case Accepted", "Concluded"),
)
STAMPS = {
	"Handed Over to Police": "handed_over_at",
	"Received by Police": "received_at",
	"Case Accepted": "decided_at",
	"Moved to Another Authority": "decided_at",
	"Case Not Accepted": "decided_at",
	"Concluded": "closed_at",
}
WORDS = {
	"Case Accepted": {"case_number": "样公（官）受案字〔示例〕{0}号"},
	"Moved to Another Authority": {"transferred_to": "县公安局刑侦大队"},
	"Case Not Accepted": {"not_accepted_reason": "经核查不属于公安机关管辖，建议民政部门帮扶。"},
	"Handed Back": {"hand_back_reason": "地点不清，请未保办协助核实后再移交。"},
	"Concluded": {"closing_result": "已依法处理，孩子由未保办跟进救助。"},
}
# Which of the reports somebody tried to stop: place in REPORTS, post, how.
OBSTRUCTED = ((6, "科室主任", "要求先内部核实、暂不上报。"), (13, "驻村同事", "认为是家务事，劝说不要报告。"))


def fill(scene: Scene) -> None:
	rng = scene.random("cases")
	with quiet():
		reports = [_report(scene, rng, number, row) for number, row in enumerate(REPORTS)]
		_obstructions(scene, reports)
		_reviews(scene)
		fill_relief(scene, rng, reports)


@contextmanager
def quiet() -> Iterator[None]:
	"""No notices, no history, no settling for what is written into the past; the month's run settles it all."""
	before, frappe.flags.in_install = frappe.flags.in_install, "lijian_hulei"
	try:
		yield
	finally:
		frappe.flags.in_install = before


def _report(scene: Scene, rng: Random, number: int, row: tuple) -> Document:
	days, situation, kind, office, minutes, course, anonymous, noticed = row
	village = rng.choice(scene.villages)
	told = datetime.combine(scene.today - timedelta(days=days), time(9 + number % 8, rng.randrange(60)))
	report = frappe.get_doc(
		{
			"doctype": "Mandatory Report",
			"channel": "Public Page" if anonymous else "On the Desk",
			"situation": situation,
			"area": village.code,
			"place": rng.choice(("村部附近", "学校门口", "集镇主街", "家中")),
			"discovered_at": now_datetime(),  # put into the past below, with the review that is due
			"what_happened": noticed,
			"child_sex": rng.choice(("Male", "Female", "Female")),
			"child_age": rng.randint(5, 15) if situation != "under_14_abuse" else 13,
			"victim_name": f"样例儿童{number + 1}",
			"reporter_kind": kind,
			"reporter_agency": scene.office(office) if office else None,
			"is_anonymous": anonymous,
			"reporter_name": None if anonymous else f"样例报告人{number + 1}",
		}
	)
	report.insert(ignore_permissions=True)  # from the command line, nobody is logged in
	late = minutes > 120
	values = {
		"discovered_at": told - timedelta(minutes=minutes),
		"reported_at": told,
		"minutes_to_report": minutes,
		"is_late": int(late),
		"creation": told,
		"modified": told,
		"owner": NOBODY,
		"modified_by": NOBODY,
	}
	values |= _walk(scene, report, told, COURSES[course], rng, number)
	frappe.db.set_value("Mandatory Report", report.name, values, update_modified=False)
	frappe.db.set_value("Report Step", {"parent": report.name, "idx": 1}, "at", told, update_modified=False)
	report.reload()
	return report


def _walk(
	scene: Scene, report: Document, told: datetime, course: tuple[str, ...], rng: Random, number: int
) -> dict:
	"""The fields that the steps leave; one report in five is handed over or received too late."""
	values, at = {}, told
	for place, state in enumerate(course, start=2):
		late = number % 5 == 1
		pause = timedelta(hours=5) if late and place < 4 else timedelta(minutes=rng.randint(6, 70))
		at = at + (timedelta(days=rng.randint(6, 20)) if state == "Concluded" else pause)
		at = min(at, datetime.combine(scene.today, time(16)))
		words = {key: text.format(number + 1) for key, text in WORDS.get(state, {}).items()}
		values |= {"status": state, **words}
		if state in STAMPS:
			values[STAMPS[state]] = at
		login = "office" if state == "Handed Over to Police" else "police"
		step = report.append(
			"steps",
			{"at": at, "step": state, "officer": scene.officers[login], "note": "".join(words.values())},
		)
		step.db_insert()
	return values


def _obstructions(scene: Scene, reports: list[Document]) -> None:
	for at, (number, post, manner) in enumerate(OBSTRUCTED):
		report = reports[number]
		obstruction = note_obstruction(report, manner, post)
		values = {"noticed_at": report.reported_at, "creation": report.reported_at}
		if at:
			settled = report.reported_at + timedelta(days=5)
			values |= {"status": "Passed to Authority", "passed_to": "镇纪委", "settled_at": settled}
		frappe.db.set_value("Report Obstruction", obstruction.name, values, update_modified=False)


def _reviews(scene: Scene) -> None:
	_late_ones()
	_missing_one(scene)


def _late_ones() -> None:
	"""What came late is under review; the oldest is concluded."""
	late = frappe.get_all(  # no permission filter: the generator's own records
		"Mandatory Report",
		{"is_late": 1, "reporter_kind": ("!=", "Citizen")},
		["name", "area", "situation", "reporter_agency", "discovered_at", "reported_at", "minutes_to_report"],
		order_by="reported_at asc",
	)
	for at, report in enumerate(late):
		review = _review(
			kind="Late",
			report=report.name,
			area=report.area,
			agency=report.reporter_agency,
			situation=report.situation,
			should_have_reported_at=report.discovered_at,
			learnt_at=report.reported_at,
			facts=f"系统记录：发现到报告间隔{report.minutes_to_report}分钟。",
		)
		opened = report.reported_at.date()
		values = {"opened_on": opened}
		if not at:
			values |= {
				"status": "Duty Not Met",
				"decided_on": opened + timedelta(days=11),
				"conclusion": "知情后未立即报告，未造成严重后果。",
				"responsible_officer_post": "包片干部",
				"measure": "建议所在单位批评教育并组织强制报告培训。",
			}
		frappe.db.set_value("Report Duty Review", review.name, values, update_modified=False)


def _missing_one(scene: Scene) -> None:
	"""One report was never made at all."""
	learnt = datetime.combine(scene.today - timedelta(days=20), time(10))
	review = _review(
		kind="Missing",
		area=scene.villages[0].code,
		agency=scene.office("training"),
		situation="violence",
		should_have_reported_at=learnt - timedelta(days=6),
		learnt_at=learnt,
		facts="派出所处理其他警情时获知，该单位早于六日前知情，未报告。",
	)
	frappe.db.set_value("Report Duty Review", review.name, "opened_on", learnt.date(), update_modified=False)


def _review(**values: object) -> Document:
	review = frappe.get_doc({"doctype": "Report Duty Review", **values})
	return review.insert(ignore_permissions=True)  # from the command line, nobody is logged in
