"""Mandatory reports, relief cases and referrals for tests: a small town with everybody they concern."""

from types import SimpleNamespace

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, today

from lijian_hulei.testing import factories as make

SINCE = "2025-01-01"


def make_town() -> SimpleNamespace:
	"""Officers: police, office, deputy (of the same office), governance, teacher, head, nurse, cadre, civil, outsider."""
	town = SimpleNamespace(township=make.make_township(), village=make.make_area().name)
	for key, agency_type in (
		*(
			("station", "police_station"),
			("protection", "protection_office"),
			("governing", "governance_office"),
		),
		*(("school", "school"), ("hospital", "hospital"), ("civil_office", "civil_affairs")),
		*(("women", "womens_federation"),),
	):
		setattr(town, key, make.make_agency(agency_type, town.township).name)
	posts = {
		"police": ("police_officer", town.station),
		"office": ("protection_officer", town.protection),
		"deputy": ("protection_officer", town.protection),
		"governance": ("governance_officer", town.governing),
		"teacher": ("school_staff", town.school),
		"head": ("school_head", town.school),
		"nurse": ("agency_officer", town.hospital),
		"civil": ("civil_affairs_officer", town.civil_office),
		"family": ("family_officer", town.women),
	}
	for key, (position, agency) in posts.items():
		setattr(town, key, make.make_officer(position, town.township, agency, started_on=SINCE))
	town.cadre = make.make_officer("village_secretary", town.village, started_on=SINCE)
	town.neighbour = make.make_officer("village_secretary", started_on=SINCE)
	return town


def report_values(area: str, **overrides) -> dict:
	return {
		"doctype": "Mandatory Report",
		"situation": "violence",
		"area": area,
		"place": "测试地点",
		"discovered_at": now_datetime(),
		"what_happened": "测试：手臂有多处新旧伤痕",
		"child_sex": "Female",
		"child_age": 9,
		"victim_name": "测试孩子",
		"reporter_kind": "Teacher or School Staff",
		"reporter_name": "测试报告人",
		"reporter_phone": "13800001234",
		**overrides,
	}


def make_report(area: str, **overrides) -> Document:
	"""A report by the session's user."""
	return frappe.get_doc(report_values(area, **overrides)).insert()


def step(doc: Document, action: str, **values) -> Document:
	"""Fills in what the step needs and takes it, as the form does."""
	doc = frappe.get_doc(doc.doctype, doc.name)
	if values:
		doc.update(values)
		doc.save()
	return apply_workflow(doc.as_json(), action)


def make_relief(minor: str, agency: str, **overrides) -> Document:
	"""A case with one need, a plan, one measure and the guardian's consent: ready to be proposed."""
	return frappe.get_doc(
		{
			"doctype": "Relief Case",
			"minor": minor,
			"opened_on": today(),
			"needs": [{"relief_type": "economic", "need": "测试：生活困难"}],
			"plan": "测试方案",
			"measures": [
				{
					"relief_type": "economic",
					"agency": agency,
					"measure": "临时救助",
					"amount": 1200,
					"due_on": add_days(today(), 14),
				}
			],
			"consent": "Given",
			"consent_by": "母亲",
			"consent_on": today(),
			**overrides,
		}
	).insert()


def make_referral(from_agency: str, to_agency: str, area: str, **overrides) -> Document:
	return frappe.get_doc(
		{
			"doctype": "Referral",
			"relief_type": "economic",
			"from_agency": from_agency,
			"to_agency": to_agency,
			"area": area,
			"due_on": add_days(today(), 10),
			"request": "测试：请核实是否符合临时救助条件",
			"child_name": "测试孩子",
			"child_birth_year": 2016,
			"consent": "Given",
			**overrides,
		}
	).insert()
