"""Fills a site of an earlier version of the app with what staff set up and with two children's records (README.md).

Runs in the code of that earlier version: it may use nothing that came later. Everything in it is invented.

    python tests/upgrade/make_site.py SITE        (from sites/, PYTHONPATH = the earlier version's app folder)
"""

import json
import sys
from contextlib import contextmanager
from datetime import date, datetime
from unittest.mock import patch

import frappe
from freezegun import freeze_time

TOWNSHIP, VILLAGE, NEIGHBOUR = "990101101000", "990101101001", "990101101002"
NO_PLACE = "439901"  # a county that Hunan does not have
PEOPLE = {
	"steward": ("system_steward", TOWNSHIP, "管理员甲"),
	"protection": ("protection_officer", TOWNSHIP, "未保专干乙"),
	"governance": ("governance_officer", TOWNSHIP, "综治专干丙"),
	"secretary": ("village_secretary", VILLAGE, "村支书丁"),
	"neighbour": ("village_cadre", NEIGHBOUR, "村干部戊"),
	"police": ("police_officer", TOWNSHIP, "民警己"),
}
PREPARED, MIDDLE, AFTER = (
	datetime(2026, 3, 2, 1, 0, 0, 500),
	datetime(2026, 4, 15, 2, 0, 0, 500),
	datetime(2026, 5, 1, 2, 0, 0, 500),
)  # UTC: the site's clock is eight hours ahead


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	with patch("frappe.enqueue"):  # no worker of this version is running
		with freeze_time(PREPARED):
			people = make_people()
			children = make_children(people)
			set_up(people)
		with freeze_time(MIDDLE):
			work(people, children)
		with freeze_time(AFTER):
			close_april()
	frappe.db.commit()
	frappe.destroy()


@contextmanager
def acting(user: str):
	from lijian_hulei.access import scope

	frappe.set_user(user)
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user("Administrator")
		scope.forget()


def insert(doctype: str, **values):
	return frappe.get_doc({"doctype": doctype, **values}).insert()


def make_people() -> dict[str, str]:
	"""Who -> name of the Officer; everybody's login is who@upgrade.example."""
	from lijian_hulei.setup import site_defaults
	from lijian_hulei.testing import factories

	site_defaults.apply()
	for code, name in ((TOWNSHIP, "示例镇"), (VILLAGE, "柳树村"), (NEIGHBOUR, "杨树村")):
		factories.make_area(code=code, area_name=name)
	settings = frappe.get_single("Hulei Settings")
	settings.update({"township": TOWNSHIP, "duty_close_hour": 17})
	settings.save()
	agencies = {
		"protection": insert(
			"Agency", agency_name="示例镇未保办", agency_type="protection_office", area=TOWNSHIP, enabled=1
		),
		"governance": insert(
			"Agency", agency_name="示例镇综治办", agency_type="governance_office", area=TOWNSHIP, enabled=1
		),
		"police": insert(
			"Agency", agency_name="示例镇派出所", agency_type="police_station", area=TOWNSHIP, enabled=1
		),
	}
	people = {}
	for who, (position, area, name) in PEOPLE.items():
		agency = agencies.get(who) or insert(
			"Agency", agency_name=f"{name}所在单位", agency_type="village_committee", area=area, enabled=1
		)
		people[who] = factories.make_officer(
			position,
			area,
			agency.name,
			officer_name=name,
			login_email=f"{who}@upgrade.example",
			mobile=f"1390000000{len(people)}",
			started_on="2025-01-01",
			may_reveal=int(who == "protection"),
		).name
	factories.make_responsibility(people["secretary"], "First", VILLAGE, from_date="2025-02-01")
	return people


def make_children(people: dict[str, str]) -> dict[str, str]:
	from lijian_hulei.kernel.identity import make_identity_number
	from lijian_hulei.testing import factories

	children = {}
	for who, area, born, factors in (
		("red", VILLAGE, date(2020, 5, 6), ["smoking", "left_behind"]),
		("neighbour", NEIGHBOUR, date(2019, 7, 8), ["single_parent"]),
	):
		minor = factories.make_minor(
			area,
			factors,
			minor_name={"red": "示例童一", "neighbour": "示例童二"}[who],
			birth_date=None,
			sex=None,
			id_number=make_identity_number(NO_PLACE, born, 11 if who == "red" else 22),
			guardians=[
				{
					"guardian_name": "示例监护人",
					"relation": "Mother",
					"is_main": 1,
					"phone": "13800000001" if who == "red" else "13800000002",
				}
			],
		)
		children[who] = minor.name
	factories.make_pairing(children["red"], people["secretary"], from_date="2026-03-02")
	return children


def set_up(people: dict[str, str]) -> None:
	"""Each kind of thing that the steward's guide describes, by the steward; the script by an administrator."""
	with acting("steward@upgrade.example"):
		add_fields_and_choices()
		add_masters()
		add_record_type_and_duty()
		change_a_workflow()
		add_prints_and_notices()
		add_policies()
	script = frappe.get_doc("Server Script", "Minor Grade")
	script.script += "\n# 本镇补充：保存后提醒专干核对监护人电话\n"
	script.save()
	insert(
		"Auto Email Report",
		report="Grade Overview by Village",
		user="Administrator",
		enabled=1,
		email_to="office@upgrade.example",
		frequency="Weekly",
		day_of_week="Monday",
		format="HTML",
		filters=json.dumps({}),
	)


def add_fields_and_choices() -> None:
	insert(
		"Custom Field",
		dt="Visit",
		fieldname="home_to_school",
		label="家到学校的距离",
		fieldtype="Float",
		insert_after="visit_date",
		in_list_view=1,
	)
	for field, name, value in (
		("mode", "options", "In Person\nTelephone\nVideo\n书信"),
		("summary", "label", "走访小结"),
	):
		insert(
			"Property Setter",
			doctype_or_field="DocField",
			doc_type="Visit",
			field_name=field,
			property=name,
			property_type="Text" if name == "options" else "Data",
			value=value,
		)


def add_masters() -> None:
	insert(
		"Safety Item",
		code="dormitory_watch",
		item_name="宿舍夜间值守",
		dimension="Human Defence",
		answer_type="Yes or No",
		enabled=1,
	)
	insert(
		"Venue Type",
		code="karting",
		type_name="卡丁车馆",
		category=frappe.db.get_value("Venue Type", "hotel", "category"),
		in_scope=1,
		checklist=[{"item": "身高不足不得驾驶", "legal_basis": "镇安委会通知"}],
	)
	hotel = frappe.get_doc("Venue Type", "hotel")
	hotel.append("checklist", {"item": "走廊应急灯完好", "legal_basis": "镇消防通知"})
	hotel.save()
	insert(
		"Risk Factor",
		code="lives_with_grandparents",
		factor_name="隔代抚养",
		factor_class="Other",
		enabled=1,
	)
	duty = frappe.get_doc("Duty", "R10_first")
	duty.update({"title": "村（社区）第一责任人（本镇改）", "weight": 3})
	duty.save()


def add_record_type_and_duty() -> None:
	record_type = insert(
		"Record Type",
		title="心理疏导记录",
		module="Care",
		numbering="XLSD",
		about_minor=1,
		fields_wanted=[
			{"label": "开展日期", "fieldtype": "Date", "is_required": 1, "in_list": 1},
			{"label": "开展方式", "fieldtype": "Select", "choices": "入户\n电话", "in_list": 1},
			{"label": "情况说明", "fieldtype": "Small Text"},
		],
		roles=[{"role": "Village Cadre", "may_create": 1, "may_print": 1}, {"role": "Protection Office"}],
	)
	insert(
		"Duty",
		code="counselling",
		title="每月心理疏导",
		enabled=1,
		weight=2,
		responsible="Helper",
		subject_doctype="Minor",
		subject_filters=json.dumps([["status", "=", "Active"], ["grade", "=", "Red"]]),
		subject_area_field="area",
		frequency="Per Month",
		required_count=1,
		evidence_doctype=record_type.doctype_name,
		evidence_link_field="minor",
		evidence_date_field="kai_zhan_ri_qi",
		effective_from="2026-03-01",
	)


def change_a_workflow() -> None:
	for doctype, field, name in (
		("Workflow State", "workflow_state_name", "镇领导审阅"),
		("Workflow Action Master", "workflow_action_name", "送镇领导审阅"),
	):
		insert(doctype, **{field: name})
	flow = frappe.get_doc("Workflow", {"document_type": "Rectification Order"})
	flow.append("states", {"state": "镇领导审阅", "doc_status": "0", "allow_edit": "Police Officer"})
	for state, action, following, allowed in (
		("Answered", "送镇领导审阅", "镇领导审阅", "Police Officer"),
		("镇领导审阅", "Pass Recheck", "Rectified", "Police Officer"),
	):
		flow.append(
			"transitions",
			{
				"state": state,
				"action": action,
				"next_state": following,
				"allowed": allowed,
				"allow_self_approval": 1,
			},
		)
	flow.save()


def add_prints_and_notices() -> None:
	insert(
		"Print Format",
		name="本镇走访单",
		doc_type="Visit",
		module="Care",
		standard="No",
		custom_format=1,
		print_format_type="Jinja",
		html="<h2>本镇走访单</h2><p>{{ doc.visit_date }} {{ doc.home_to_school }}公里</p>",
	)
	insert(
		"Property Setter",
		doctype_or_field="DocType",
		doc_type="Visit",
		property="default_print_format",
		property_type="Data",
		value="本镇走访单",
	)
	insert("Letter Head", letter_head_name="示例镇信头", source="HTML", content="<h3>示例镇人民政府</h3>")
	insert(
		"Notification",
		name="新待办提醒未保办",
		document_type="Follow Up",
		subject="{{ doc.name }} 待办",
		message="{{ doc.due_on }}",
		event="New",
		channel="System Notification",
		condition="doc.status == 'Open'",
		recipients=[{"receiver_by_role": "Protection Office"}],
	)
	insert("Translation", language="zh", source_text="Visit Date", translated_text="上门日期")


def add_policies() -> None:
	"""A version in force since March with more visits, and a draft for later."""
	shipped = frappe.get_doc("Grading Policy", {"docstatus": 1})
	for title, since, visits, submit in (
		("示例镇等级标准", "2026-03-05", 3, True),
		("示例镇等级标准（讨论稿）", "2099-01-01", 4, False),
	):
		policy = frappe.copy_doc(shipped)
		policy.update(
			{
				"title": title,
				"effective_from": since,
				"effective_to": None,
				"red_visits": visits,
				"supersedes": shipped.name,
			}
		)
		policy.insert()
		if submit:
			policy.submit()


def work(people: dict[str, str], children: dict[str, str]) -> None:
	"""April: everybody graded by the new policy, a visit, a counselling record, an inspection, a meeting."""
	from lijian_hulei.compliance.services import open_period
	from lijian_hulei.kernel.periods import month_of
	from lijian_hulei.ledger.services import regrade_all
	from lijian_hulei.testing import factories

	regrade_all()
	open_period(month_of(date(2026, 4, 1)))
	with acting("secretary@upgrade.example"):
		visit = factories.make_visit(
			children["red"],
			people["secretary"],
			submit=False,
			visit_date="2026-04-14",
			home_to_school=2.5,
			summary="示例：孩子情况稳定。",
			needs=[
				{"need_type": factories.first_of("Need Type"), "description": "补课", "due_on": "2026-04-30"}
			],
		)
		visit.submit()
		insert(
			"Record Xin Li Shu Dao Ji Lu",
			minor=children["red"],
			kai_zhan_ri_qi="2026-04-15",
			kai_zhan_fang_shi="入户",
			qing_kuang_shuo_ming="示例内容",
		)
	inspect(people)
	with acting("governance@upgrade.example"):
		meeting = insert(
			"Joint Meeting",
			meeting_kind="Joint Meeting",
			area=TOWNSHIP,
			meeting_date="2026-04-15",
			agencies=[
				{"agency": frappe.db.get_value("Officer", people[who], "agency")}
				for who in ("governance", "police")
			],
			chair=people["governance"],
			minutes="示例会议纪要",
			decisions=[
				{
					"decision": "示例议定事项",
					"owner_agency": frappe.db.get_value("Officer", people["protection"], "agency"),
					"owner_officer": people["protection"],
					"due_on": "2026-05-20",
				}
			],
		)
		meeting.submit()


def inspect(people: dict[str, str]) -> None:
	from lijian_hulei.testing import venue_factories

	station = frappe.db.get_value("Officer", people["police"], "agency")
	venue = venue_factories.make_venue(station, VILLAGE, "karting", venue_name="示例卡丁车馆")
	second = frappe.get_doc(
		{
			"doctype": "Officer",
			"officer_name": "民警庚",
			"position": "police_officer",
			"area": TOWNSHIP,
			"agency": station,
			"login_email": "police2@upgrade.example",
			"started_on": "2025-01-01",
		}
	).insert()
	with acting("police@upgrade.example"):
		inspection = venue_factories.make_inspection(
			venue.name,
			people["police"],
			second.name,
			"2026-04-15",
			failing={1: "示例：未张贴身高提示"},
			rectify_by="2026-05-10",
		)
		inspection.submit()
	order = frappe.get_last_doc("Rectification Order")
	order.db_set("status", "镇领导审阅", update_modified=False)  # on its way through the changed workflow


def close_april() -> None:
	from lijian_hulei.compliance.services import run_month
	from lijian_hulei.kernel.periods import month_of

	run_month(month_of(date(2026, 4, 1)))


if __name__ == "__main__":
	main(sys.argv[1])
