"""The year's marks, supervision and one accountability file of the demonstration town, with realistic gaps."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import frappe
from frappe.model.document import Document

from lijian_hulei.kernel.periods import quarter_of
from lijian_hulei.setup.demo.places import TOWNSHIP, Village
from lijian_hulei.setup.demo.records import Scene

RULES = (
	("逾期未办任务", "Deduction", "Overdue Duty", 0.2, 20, 2, 0),
	("逾期补办任务", "Deduction", "Late Duty", 0.1, 5, 3, 0),
	("走访帮扶逾期", "Deduction", "Overdue Duty", 0.3, 15, 0, 0),
	("逾期升级到综治办", "Deduction", "Duty Sent To The Office", 0.5, 10, 0, 0),
	("按时完成率95%以上", "Bonus", "Share Met In Time", 3, 3, 0, 95),
	("发生问责移送", "Veto", "Accountability File Approved", 0, 0, 0, 0),
)
FOCUSES = ("Canvassing", "Control of Offenders", "Safety Teaching", "Visiting", "Crackdown")
CHECKED = ("台账是否完整", "走访记录及影像", "重点对象管控", "安全教育开展")
PROBLEMS = ("两户红级对象本月只走访一次", "台账中联系方式未更新", "屋场会缺少签到表", "管控记录不连续")
FEEDBACK = (
	"已逐户补访并上传影像。",
	"已更新台账并抄送综治办。",
	"已补齐签到表，今后当场签到。",
	"已明确专人，逐周记录。",
)


def fill(scene: Scene) -> None:
	"""Does nothing where the scheme stands already. Scores follow once the months are closed."""
	if frappe.db.exists("Assessment Scheme", {"township": TOWNSHIP}):
		return
	_scheme(scene)
	rng = scene.random("accountability")
	quarter = quarter_of(scene.first_month.start)
	number = 0
	while quarter.start <= scene.today:
		for village in scene.villages:
			if village.is_lazy and rng.random() < 0.5:
				continue
			day = quarter.start + timedelta(days=rng.randrange(5, 85))
			if scene.first_month.start <= day <= scene.today:
				_supervise(scene, village, day, FOCUSES[number % 5], rng)
				number += 1
		quarter = quarter.next()


def finish(today: date, villages: list[Village]) -> None:
	"""Once the months are closed: one file, and the scores of the running and the last quarter, the last one
	published, with one appeal granted and one open. Does nothing where scores stand already."""
	if frappe.db.exists("Assessment Score", {}):
		return
	_file(today, villages)
	from lijian_hulei.compliance.services import scorecard

	scorecard.keep_running(frappe.utils.now_datetime())
	before = quarter_of(today).previous()
	if not scorecard.scheme_in_force(before.end):
		return
	names = scorecard.publish("Quarter", before.end)
	wanted = frappe.get_all(
		"Assessment Deduction",
		filters={"parent": ["in", names], "points": ["<", 0]},
		fields=["parent", "rule_name", "points"],
		order_by="points asc, parent asc",
		limit=2,
	)
	for at, row in enumerate(wanted):
		_appeal(row, granted=not at)


def _insert(values: dict) -> Document:
	# ignore_permissions: from the command line, nobody is logged in.
	return frappe.get_doc(values).insert(ignore_permissions=True)


def _scheme(scene: Scene) -> None:
	first = scene.first_month.start
	for year in sorted({first.year, scene.today.year}):
		start = first if year == first.year else date(year, 1, 1)
		rows = [
			{
				"rule_name": name,
				"unit_kind": "Village and Agency",
				"effect": effect,
				"basis": basis,
				"requirement": "R13" if name == "走访帮扶逾期" else None,
				"points": points,
				"cap": cap,
				"grace_count": grace,
				"minimum_share": share,
			}
			for name, effect, basis, points, cap, grace, share in RULES
		]
		scheme = _insert(
			{
				"doctype": "Assessment Scheme",
				"scheme_title": f"官庄镇{year}年平安建设（利剑护蕾）考核办法",
				"year": year,
				"township": TOWNSHIP,
				"effective_from": start,
				"approved_on": start + timedelta(days=20),
				"full_points": 100,
				"appeal_days": 7,
				"rules": rows,
			}
		)
		scheme.flags.ignore_permissions = True
		scheme.submit()


def _supervise(scene: Scene, village: Village, day: date, focus: str, rng: Random) -> None:
	problem = rng.randrange(len(PROBLEMS)) if village.is_lazy or rng.random() < 0.2 else None
	items = [{"topic": topic, "state": "Good"} for topic in CHECKED]
	if problem is not None:
		items[problem].update(state="Problem", note=PROBLEMS[problem])
	sheet = _insert(
		{
			"doctype": "Supervision Visit",
			"visit_date": day,
			"focus": focus,
			"by_agency": scene.office("leading"),
			"leader": scene.officers["leading.1"],
			"team": [{"officer": scene.officers["governance"], "duty_in_team": "资料核查"}],
			"unit_kind": "Village",
			"area": village.code,
			"items": items,
			"problems": PROBLEMS[problem] if problem is not None else None,
			"requirements": "限期整改，整改情况书面报领导小组办公室。" if problem is not None else None,
			"deadline": day + timedelta(days=14) if problem is not None else None,
		}
	)
	_follow(sheet, day, problem, scene, rng)


def _follow(sheet: Document, day: date, problem: int | None, scene: Scene, rng: Random) -> None:
	"""As the workflow would have left it; one answer in five is still missing."""
	values = {"status": "Supervision Closed", "issued_on": day, "closed_on": day}
	if problem is not None:
		answered = day + timedelta(days=rng.randrange(4, 20))
		if answered > scene.today or rng.random() < 0.2:
			values = {"status": "Issued", "issued_on": day}
		else:
			values |= {
				"closed_on": min(answered + timedelta(days=2), scene.today),
				"answered_on": answered,
				"answered_by": sheet.contact_user,
				"feedback": FEEDBACK[problem],
				"is_late": int(answered > sheet.deadline),
				"closing_note": "整改到位。",
			}
	sheet.db_set(values, update_modified=False)


def _file(today: date, villages: list[Village]) -> None:
	"""One approved file about an invented case in the most careless village."""
	village = next(village for village in villages if village.is_lazy)
	day = today - timedelta(days=40)
	if frappe.db.exists("Accountability Referral", {"place_area": village.code}):
		return
	file = _insert(
		{
			"doctype": "Accountability Referral",
			"basis": "R59 Visits and Help",
			"case_date": day,
			"place_kind": "In a Village",
			"place_area": village.code,
			"case_reference": "演示（受）字第0001号",
			"summary": "当日公安机关受理一起案件（演示数据，情节虚构）。现将在案的责任人登记、任务、走访和催办记录汇总如下。",
			"looks_back_months": 3,
		}
	)
	users = {row: f"{row}@demo.hulei" for row in ("governance", "leading.1", "leading.2")}
	stamps = frappe.utils.get_datetime(f"{day + timedelta(days=5)} 10:00:00")
	file.db_set(
		{
			"status": "Awaiting Second Approval",
			"sent_by": users["governance"],
			"first_approver": users["leading.1"],
			"first_approved_on": stamps,
		},
		update_modified=False,
	)


def _appeal(row, granted: bool) -> None:
	appeal = _insert(
		{
			"doctype": "Assessment Appeal",
			"score": row.parent,
			"rule_name": row.rule_name,
			"reason": "其中一项任务对象当月外出就医，已有请假说明，申请退回该项扣分。",
			"points_asked": 0.2,
		}
	)
	appeal.flags.ignore_permissions = True
	appeal.status = "Lodged"
	appeal.save()
	if granted:
		# Lodged by somebody else than who decides about it here.
		appeal.db_set({"owner": "governance@demo.hulei", "lodged_by": "governance@demo.hulei"})
		appeal.update(
			{
				"status": "Appeal Granted",
				"points_returned": 0.2,
				"decision_note": "情况属实，同意退回。",
				"decided_by": "leading.1@demo.hulei",
				"decided_on": appeal.lodged_on,
			}
		)
		appeal.flags.ignore_permissions = True
		appeal.flags.ignore_validate = True
		appeal.save()
