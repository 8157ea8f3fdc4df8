"""Experts, vice principals for law, carers with their checks, pledges and a breach in the demonstration town."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import frappe
from frappe.model.document import Document

from lijian_hulei.kernel.periods import quarter_of
from lijian_hulei.setup.demo.people import adult_name, phone, surname
from lijian_hulei.setup.demo.places import TOWNSHIP
from lijian_hulei.setup.demo.records import Scene

EXPERTS = (
	("Psychologist", "沅陵县第二人民医院心理门诊", "主治医师", "儿童心理、创伤疏导"),
	("Social Worker", "样例社会工作服务中心", "社会工作师", "留守儿童陪伴、家庭教育"),
	("Legal Expert", "样例律师事务所", "律师", "未成年人保护法、强制报告"),
	("Police", "官庄派出所", "民警", "防性侵、防诈骗、自护"),
)
# The school in the hills has nobody appointed: a gap to be seen.
VICE_PRINCIPALS = (("school_center", "justice"), ("school_middle", "police"))
CARERS = 9
FINDINGS = ("home_safety", "daily_care", "schooling", "health_mood", "parents_contact", "carer_conduct")


def fill(scene: Scene, rng: Random) -> dict[str, str]:
	"""The vice principals by the key of their school."""
	_experts(rng)
	_carers(scene, rng)
	_pledges(scene, rng)
	_breach(scene)
	return _vice_principals(scene, rng)


def _insert(doctype: str, **values: object) -> Document:
	# ignore_permissions: runs from the command line, nobody is logged in.
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def _submit(document: Document) -> None:
	document.flags.ignore_permissions = True  # as above
	document.submit()


def _name(rng: Random) -> str:
	return adult_name(rng, surname(rng), rng.choice(("Male", "Female")))


def _experts(rng: Random) -> None:
	for profession, organisation, title, topics in EXPERTS:
		_insert(
			"Expert",
			expert_name=_name(rng),
			profession=profession,
			organisation=organisation,
			job_title=title,
			topics=topics,
			area=TOWNSHIP,
			phone=phone(rng),
		)


def _vice_principals(scene: Scene, rng: Random) -> dict[str, str]:
	since = scene.first_month.start - timedelta(days=120)
	return {
		school: _insert(
			"Legal Vice Principal",
			person_name=_name(rng),
			school=scene.office(school),
			unit=scene.office(unit),
			from_date=since,
			document_number=f"官教聘〔{since.year}〕{number}号",
		).name
		for number, (school, unit) in enumerate(VICE_PRINCIPALS, start=1)
	}


def _carers(scene: Scene, rng: Random) -> None:
	kinds = ("Delegated Care", "Delegated Care", "Temporary Care", "Adoption", "Foster Care")
	quarters = {quarter_of(scene.first_month.start), quarter_of(scene.today)}
	quarters.add(quarter_of(quarter_of(scene.today).start - timedelta(days=1)))
	for at in range(CARERS):
		care = _insert(
			"Care Delegation",
			kind=kinds[at % len(kinds)],
			carer_name=_name(rng),
			relation=rng.choice(("祖父母", "外祖父母", "伯父", "姑母", "养父母")),
			phone=phone(rng),
			area=rng.choice(scene.villages).code,
			from_date=scene.first_month.start - timedelta(days=rng.randint(40, 400)),
			child_sex=rng.choice(("Male", "Female")),
			child_birth_year=scene.today.year - rng.randint(4, 14),
			has_written_agreement=int(at % 3 != 0),
			parents_told_school=int(at % 4 != 0),
		)
		for quarter in sorted(quarters, key=lambda one: one.start):
			# Two carers were forgotten: gaps to be seen.
			if at < CARERS - 2:
				_check(scene, care.name, quarter, at, rng)


def _check(scene: Scene, care: str, quarter, at: int, rng: Random) -> None:
	day = max(quarter.start, scene.first_month.start) + timedelta(days=rng.randint(3, 60))
	if day > min(scene.today, quarter.end):
		return
	findings = dict.fromkeys(FINDINGS, "Good")
	if at in (1, 4):
		findings["parents_contact"] = "Concern"
	if at == 2:
		findings["carer_conduct"] = "Urgent"
	_submit(
		_insert(
			"Carer Check",
			care_delegation=care,
			check_date=day,
			officer=scene.officers["civil"],
			met_child=1,
			measures="" if at not in (1, 2, 4) else "约谈照护人，联系父母落实每周联系，下月复查。",
			**findings,
		)
	)


def _pledges(scene: Scene, rng: Random) -> None:
	for key, total, signed in (("hospital", 8, 8), ("hospital_two", 10, 7)):
		day = scene.first_month.start + timedelta(days=12)
		names = [
			{"person_name": _name(rng), "post": rng.choice(("医师", "护士", "收费")), "signed_on": day}
			for _ in range(signed)
		]
		for at, row in enumerate(names):
			row["post"] = f"{row['post']}（{at + 1}）"
		_submit(
			_insert(
				"Confidentiality Pledge",
				agency=scene.office(key),
				signed_on=day,
				staff_total=total,
				signatories=names,
				scan=scene.photo,
			)
		)


def _breach(scene: Scene) -> None:
	breach = _insert(
		"Privacy Breach",
		agency=scene.office("hospital_two"),
		breach_kind="To Unrelated People",
		discovered_on=max(scene.today - timedelta(days=20), scene.first_month.start),
		what_leaked="护士站议论一起就诊情况，被其他候诊人员听到。",
		contained="当场制止，约谈当班人员，提醒在场人员不得传播。",
	)
	breach.db_set("status", "Being Handled")
