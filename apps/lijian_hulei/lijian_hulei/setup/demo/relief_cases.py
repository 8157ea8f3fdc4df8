"""Relief cases in every state and the referrals between the town's offices."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

import frappe
from frappe.model.document import Document

from lijian_hulei.setup.demo.records import Scene

# kind, need, measure, office, amount
HELP = (
	("economic", "父母无固定收入，学期生活费有困难。", "申请临时救助金", "civil", 1500),
	("psychological", "目睹家庭冲突后夜惊、不愿说话。", "安排心理疏导六次", "hospital", 0),
	("correction_help", "多次旷课，与社会闲散人员来往。", "司法所结对帮教，每月一次", "justice", 0),
	("school_transfer", "在原校受欺负，要求转学。", "协调转学并办理学籍", "school_center", 0),
	("medical", "外伤治疗费用家庭难以承担。", "医疗费用减免和救助", "health", 3200),
	("legal", "需要法律咨询和代理。", "指派法律援助", "justice", 0),
	("economic", "监护人患病，家庭支出大。", "纳入低保边缘户帮扶", "civil", 2400),
	("psychological", "情绪低落，厌学。", "学校心理老师每周谈话", "school_middle", 0),
)
STATES = (
	*("Relief Ended", "Relief Ended", "Approved", "Approved", "Approved", "Approved", "Proposed", "Draft"),
	*("Approved", "Rejected", "Approved", "Relief Ended", "Proposed", "Approved", "Draft", "Approved"),
)
REFERRALS = (
	*("Referral Done", "Referral Done", "Referral Accepted", "Awaiting Answer", "Declined", "Referral Done"),
	*("Awaiting Answer", "Revoked", "Referral Accepted", "Draft", "Referral Done", "Referral Accepted"),
)


def fill_relief(scene: Scene, rng: Random, reports: list[Document]) -> None:
	minors = frappe.get_all(  # no permission filter: the generator's own records
		"Minor",
		{"grade": ("in", ("Red", "Yellow")), "status": "Active"},
		["name", "area", "household", "sex", "birth_date"],
		order_by="name asc",
		limit=4000,
	)
	if len(minors) < len(STATES):
		return
	chosen = rng.sample(minors, len(STATES))
	cases = [_case(scene, rng, at, minor, reports) for at, minor in enumerate(chosen)]
	for at, state in enumerate(REFERRALS):
		_referral(scene, rng, at, state, cases[at], chosen[at])


def _measure(scene: Scene, at: int, opened: date) -> dict:
	"""What one office does within a month; done where the case has ended, and in every third that is approved."""
	kind, _need, measure, office, amount = HELP[at % len(HELP)]
	due = opened + timedelta(days=30)
	is_done = STATES[at] == "Relief Ended" or (STATES[at] == "Approved" and at % 3 == 0)
	return {
		"relief_type": kind,
		"agency": scene.office(office),
		"measure": measure,
		"amount": amount,
		"due_on": due,
		"done_on": min(due - timedelta(days=4), scene.today) if is_done else None,
		"result": "已落实" if is_done else None,
	}


def _case(scene: Scene, rng: Random, at: int, minor, reports: list[Document]) -> Document:
	kind, need, measure, _office, _amount = HELP[at % len(HELP)]
	state, opened = STATES[at], scene.today - timedelta(days=12 + at * 9)
	case = frappe.get_doc(
		{
			"doctype": "Relief Case",
			"minor": minor.name,
			"opened_on": opened,
			"owner_officer": scene.officers["office" if at % 3 else "office.2"],
			"is_urgent": int(at % 6 == 0),
			"report": reports[at].name if at in (5, 10) else None,
			"needs": [{"relief_type": kind, "need": need, "is_urgent": int(at % 6 == 0)}],
			"plan": f"{need}由{'未保办牵头，' if at % 2 else ''}责任单位落实“{measure}”，每月回访。",
			"measures": [_measure(scene, at, opened)],
			"consent": "Given" if at % 5 else "Not Required",
			"consent_by": "监护人（母亲）" if at % 5 else None,
			"consent_on": opened if at % 5 else None,
			"consent_note": None if at % 5 else "监护人失联，依法由村委会和未保办紧急救助。",
		}
	)
	case.insert(ignore_permissions=True)  # from the command line, nobody is logged in
	values = {"status": state, "creation": datetime.combine(opened, time(9))} | _course(
		scene, at, state, opened
	)
	frappe.db.set_value("Relief Case", case.name, values, update_modified=False)
	if state in ("Approved", "Relief Ended"):
		_review(scene, rng, case, values["decided_on"], values.get("closed_on") or scene.today)
	return case


def _course(scene: Scene, at: int, state: str, opened: date) -> dict:
	if state == "Draft":
		return {}
	proposed = opened + timedelta(days=2)
	values: dict = {"proposed_by": scene.officers["office"], "proposed_on": proposed}
	if state == "Proposed":
		return values
	# Every sixth decision takes longer than the seven days that the duty gives.
	decided = min(proposed + timedelta(days=10 if at % 6 == 3 else 3), scene.today)
	values |= {"decided_by": scene.officers["leading.1"], "decided_on": decided, "decision_note": "同意。"}
	if state == "Rejected":
		values["decision_note"] = "已享受同类救助，不重复救助。"
	if state == "Relief Ended":
		closed = min(opened + timedelta(days=45), scene.today)
		values |= {
			"closed_on": closed,
			"outcome": "Need Met",
			"closing_note": "措施已落实，生活学习恢复正常。",
		}
	return values


def _review(scene: Scene, rng: Random, case: Document, since: date, until: date) -> None:
	"""A look once a month, but for one in four months."""
	day, last, upcoming = since + timedelta(days=14), None, None
	while day <= until:
		if rng.random() < 0.75:
			last, upcoming = day, day + timedelta(days=30)
			review = frappe.get_doc(
				{
					"doctype": "Relief Review",
					"relief_case": case.name,
					"reviewed_on": day,
					"reviewer": case.owner_officer,
					"progress": rng.choice(("Better", "Better", "No Change", "Worse")),
					"findings": "已入户回访，措施正在落实，孩子情况有所好转。",
					"goes_on": 1,
					"next_review_on": upcoming,
				}
			)
			review.flags.ignore_validate = True  # the case may have ended since
			review.insert(ignore_permissions=True)  # from the command line, nobody is logged in
		day += timedelta(days=30)
	dates = {"last_review_on": last, "next_review_on": upcoming}
	frappe.db.set_value("Relief Case", case.name, dates, update_modified=False)


def _referral(scene: Scene, rng: Random, at: int, state: str, case: Document, minor) -> None:
	kind, need, _measure, office, _amount = HELP[at % len(HELP)]
	to_agency = scene.office(office)
	sent = datetime.combine(scene.today - timedelta(days=4 + at * 8), time(10, rng.randrange(60)))
	referral = frappe.get_doc(
		{
			"doctype": "Referral",
			"relief_type": kind,
			"from_agency": scene.office("protection"),
			"to_agency": to_agency,
			"area": case.area,
			"relief_case": case.name,
			"due_on": sent.date() + timedelta(days=15),
			"request": f"{need}请贵单位依职责办理并反馈结果。",
			"child_name": f"样例儿童{at + 1}",
			"child_sex": minor.sex,
			"child_birth_year": minor.birth_date.year,
			"contact": "监护人",
			"consent": "Given",
			"is_urgent": int(at % 6 == 0),
		}
	)
	referral.insert(ignore_permissions=True)  # from the command line, nobody is logged in
	values = {"status": state, "creation": sent, "minor": minor.name}
	if state != "Draft":
		values |= {"sent_at": sent, "receiver": to_agency} | _answer(scene, rng, at, state, sent)
	values["is_overdue"] = int(
		state in ("Awaiting Answer", "Referral Accepted") and referral.due_on < scene.today
	)
	frappe.db.set_value("Referral", referral.name, values, update_modified=False)


def _answer(scene: Scene, rng: Random, at: int, state: str, sent: datetime) -> dict:
	"""Every fifth answer comes after the three days that the duty gives."""
	if state == "Awaiting Answer":
		return {}
	answered = min(
		sent + timedelta(days=6 if at % 5 == 2 else 1, hours=rng.randrange(6)),
		datetime.combine(scene.today, time(17)),
	)
	values: dict = {"settled_at": answered}
	if state == "Revoked":
		return values | {"receiver": None, "revoke_reason": "孩子已随父母迁出本镇。"}
	values["answered_at"] = answered
	if state == "Declined":
		values["decline_reason"] = "户籍不在本镇，建议转户籍地办理。"
	if state == "Referral Done":
		values |= {
			"done_on": min(answered.date() + timedelta(days=8), scene.today),
			"outcome": "已办理，结果已告知监护人。",
		}
	return values
