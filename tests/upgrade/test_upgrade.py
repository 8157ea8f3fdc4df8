"""What staff set up and what the town entered still stands after `bench migrate` to today's app."""

import json
import re

import frappe
from frappe.desk.form.load import getdoc, getdoctype
from frappe.model.workflow import apply_workflow
from freezegun import freeze_time
from lijian_hulei.access.registry import REGISTRY, UNSCOPED

COUNSELLING = "Record Xin Li Shu Dao Ji Lu"
MINOR, OTHER_MINOR = "MIN-00000001", "MIN-00000002"
# Fractions of a second: Frappe takes a whole second for a change by somebody else. UTC.
MAY_SIXTH = "2026-05-06 02:00:00.000500"
# Documents of Frappe itself that staff write.
STAFFS_OWN = (
	*("Custom Field", "Property Setter", "Letter Head", "Translation", "Server Script", "Workflow"),
	*("Workflow Document State", "Workflow Transition", "Workflow State", "Workflow Action Master"),
	*("Notification", "Notification Recipient", "User", "User Permission", "Version", "File", "Comment"),
	"Auto Email Report",
)
# Of these the app ships some, which it may go on improving until somebody in the town has written them.
SHIPPED_TOO = {
	*UNSCOPED,
	"Position",
	*("Workflow", "Workflow Document State", "Workflow Transition", "Workflow State"),
	*("Workflow Action Master", "Notification", "Notification Recipient"),
}
# What the app's patches change on purpose in what others wrote.
BY_PATCHES = {
	"Auto Email Report": {"enabled"},  # stop_mailed_reports
	"Meeting Task": {"is_late"},  # give_meeting_tasks
}


def differences(doctype: str, before: dict, after: dict) -> list[str]:
	"""Rows of `before` that are gone or say something else; new rows and new columns are no difference."""
	allowed = BY_PATCHES.get(doctype, set())
	allowed = {*allowed, "modified", "modified_by"} if allowed else allowed
	found = []
	for name, row in before.items():
		now = after.get(name)
		if now is None:
			found.append(f"{doctype} {name} is gone")
			continue
		changed = [key for key in row if key not in allowed and row[key] != now.get(key)]
		found += [f"{doctype} {name}: {key} {row[key]!r} -> {now.get(key)!r}" for key in changed]
	return found


def touched_by_staff(doctype: str, rows: dict) -> dict:
	if doctype not in SHIPPED_TOO:
		return rows
	return {name: row for name, row in rows.items() if "@" in row["modified_by"]}


class TestTheDatabase:
	def test_everything_that_was_entered_is_as_it_was(self, upgrade):
		ours = [doctype for doctype in upgrade.before if doctype in REGISTRY or doctype in UNSCOPED]
		assert len(ours) > 100
		found = []
		for doctype in [*ours, *STAFFS_OWN, COUNSELLING]:
			before = touched_by_staff(doctype, upgrade.before[doctype])
			found += differences(doctype, before, upgrade.after[doctype])
		assert found == []

	def test_the_month_that_was_reported_is_unchanged(self, upgrade):
		for doctype in (
			"Compliance Report",
			"Compliance Report Line",
			"Compliance Report Unit",
			"Obligation",
		):
			assert upgrade.before[doctype]
			assert differences(doctype, upgrade.before[doctype], upgrade.after[doctype]) == []
			assert len(upgrade.after[doctype]) == len(upgrade.before[doctype])

	def test_print_formats_of_staff_are_as_they_were(self, upgrade):
		before = {
			name: row for name, row in upgrade.before["Print Format"].items() if row["standard"] == "No"
		}
		assert "本镇走访单" in before
		assert differences("Print Format", before, upgrade.after["Print Format"]) == []

	def test_each_patch_ran_once(self, upgrade):
		path = frappe.get_app_path("lijian_hulei", "patches.txt")
		listed = [line.strip() for line in open(path) if line.startswith("lijian_hulei.")]
		done = {row["patch"] for row in upgrade.before["Patch Log"].values()}
		assert upgrade.patches == [patch for patch in listed if patch not in done]
		assert upgrade.patches_again == []
		logged = [row["patch"] for row in upgrade.again["Patch Log"].values()]
		assert [patch for patch in listed if logged.count(patch) != 1] == []

	def test_a_second_migration_changes_nothing(self, upgrade):
		# Frappe writes down which apps are installed at each migration; our two stamps are written anew, the same.
		names_itself = {"Installed Application", "Version", "DefaultValue"}
		for doctype, rows in upgrade.after.items():
			if doctype not in names_itself:
				assert upgrade.again[doctype] == rows, doctype

		def values(moment: dict) -> list:
			return sorted(
				(str(row["defkey"]), str(row["defvalue"])) for row in moment["DefaultValue"].values()
			)

		assert values(upgrade.again) == values(upgrade.after)

	def test_what_mailed_personal_data_is_switched_off(self, upgrade):
		assert [row["enabled"] for row in upgrade.before["Auto Email Report"].values()] == [1]
		assert [row["enabled"] for row in upgrade.after["Auto Email Report"].values()] == [0]


class TestCustomisations:
	def test_fields_choices_and_words(self, desk):
		meta = frappe.get_meta("Visit")
		assert meta.get_field("home_to_school").fieldtype == "Float"
		assert meta.get_field("mode").options.splitlines()[-1] == "书信"
		assert meta.get_label("summary") == "走访小结"
		assert frappe.db.get_value("Visit", {"minor": MINOR}, "home_to_school") == 2.5
		assert frappe._("Visit Date", "zh") == "上门日期"

	def test_masters(self, desk):
		assert frappe.db.get_value("Safety Item", "dormitory_watch", "item_name") == "宿舍夜间值守"
		assert frappe.db.get_value("Risk Factor", "lives_with_grandparents", "factor_name") == "隔代抚养"
		assert frappe.get_doc("Venue Type", "karting").checklist[0].item == "身高不足不得驾驶"
		assert frappe.get_doc("Venue Type", "hotel").checklist[-1].item == "走廊应急灯完好"
		assert frappe.db.get_value("Duty", "R10_first", ["title", "weight"]) == (
			"村（社区）第一责任人（本镇改）",
			3,
		)

	def test_the_record_type_and_who_may_use_it(self, desk):
		with desk("secretary"):
			made = frappe.get_doc(
				{
					"doctype": COUNSELLING,
					"minor": MINOR,
					"kai_zhan_ri_qi": "2026-05-06",
					"kai_zhan_fang_shi": "电话",
				}
			).insert()
			assert made.name == "XLSD-00002"
			assert made.area == "990101101001"
			assert frappe.get_list(COUNSELLING, pluck="name", order_by="name asc") == [
				"XLSD-00001",
				"XLSD-00002",
			]
		with desk("neighbour"):
			assert frappe.get_list(COUNSELLING) == []
			assert not frappe.has_permission(COUNSELLING, "read", doc=made)
		with desk("steward"):
			described = frappe.get_doc("Record Type", "心理疏导记录")
			described.append("fields_wanted", {"label": "时长", "fieldtype": "Int"})
			described.validate()
			assert described.fields_wanted[-1].fieldname == "shi_chang"

	def test_its_duty_stands_in_the_next_month(self, desk):
		from lijian_hulei.compliance.services import open_period, settle
		from lijian_hulei.kernel.periods import month_of

		with freeze_time(MAY_SIXTH):
			may = month_of(frappe.utils.getdate())
			open_period(may)
			self.test_the_record_type_and_who_may_use_it(desk)
			settle(may)
		known = frappe.db.get_value(
			"Obligation", {"duty": "counselling", "period_start": may.start}, ["subject_name", "status"]
		)
		assert known == (MINOR, "Met")

	def test_the_workflow_leads_into_the_added_state_and_on(self, desk):
		def step(action: str) -> str:
			with desk("police"):
				apply_workflow(frappe.get_last_doc("Rectification Order").as_dict(), action)
			return frappe.get_last_doc("Rectification Order").status

		order = frappe.get_last_doc("Rectification Order")
		assert order.status == "镇领导审阅"
		order.db_set({"status": "Answered", "answer": "示例：已张贴", "recheck_result": "Passed"})
		assert step("送镇领导审阅") == "镇领导审阅"
		assert step("Pass Recheck") == "Rectified"

	def test_the_policy_of_the_town_grades(self, desk):
		from lijian_hulei.ledger.services import policy_in_force, regrade_all

		with freeze_time(MAY_SIXTH):
			policy = policy_in_force()
			assert frappe.get_doc("Grading Policy", policy.name).title == "示例镇等级标准"
			assert frappe.get_doc("Grading Policy", policy.name).red_visits == 3
			run = frappe.get_doc("Grading Run", regrade_all(trigger="Nightly"))
		assert (run.status, run.processed, run.changed, run.drift) == ("Done", 2, 0, 0)
		assert frappe.get_all("Minor", pluck="grade", order_by="name asc") == ["Red", "Blue"]
		assert frappe.db.exists("Grading Policy", {"title": "示例镇等级标准（讨论稿）", "docstatus": 0})

	def test_the_edited_script_is_still_the_towns(self, desk):
		script = frappe.get_doc("Server Script", "Minor Grade")
		assert "本镇补充" in script.script
		assert not script.disabled

	def test_the_configuration_can_be_taken_along(self, desk):
		from lijian_hulei.api import configuration

		with desk("steward"):
			text = configuration.export_configuration()
			known = {(row["doctype"], *row["key"]) for row in json.loads(text)["records"]}
			for key in (
				("Record Type", "心理疏导记录"),
				("Custom Field", "Visit", "home_to_school"),
				("Venue Type", "karting"),
				("Risk Factor", "lives_with_grandparents"),
				("Safety Item", "dormitory_watch"),
				("Print Format", "本镇走访单"),
				("Letter Head", "示例镇信头"),
				("Notification", "新待办提醒未保办"),
				("Duty", "counselling"),
				("Grading Policy", "示例镇等级标准", "2026-03-05"),
			):
				assert key in known
			results = configuration.check_configuration(text)
		assert [row for row in results if row["status"] != "Unchanged"] == []


class TestUse:
	def test_every_form_and_list_opens(self, desk):
		for doctype in sorted({*REGISTRY, *UNSCOPED, COUNSELLING}):
			meta = frappe.get_meta(doctype)
			frappe.response.docs = []
			getdoctype(doctype)
			if meta.istable or meta.issingle:
				continue
			fields = ["name", *(f.fieldname for f in meta.fields if f.in_list_view and not f.permlevel)]
			for row in frappe.get_list(doctype, fields=fields, limit_page_length=1):
				getdoc(doctype, row.name)

	def test_people_go_on_working(self, desk):
		for person, doctype, name, change in (
			("secretary", "Minor", MINOR, {"remarks": "升级后补记"}),
			("secretary", "Household", None, {"remarks": "升级后补记"}),
			("secretary", COUNSELLING, "XLSD-00001", {"qing_kuang_shuo_ming": "升级后补记"}),
			("protection", "Minor", OTHER_MINOR, {"school_class": "二年级"}),
			("police", "Venue", None, {"address": "示例路1号"}),
			("steward", "Officer", None, {"left_on": None}),
			("steward", "Venue Type", "karting", {"type_name": "卡丁车场"}),
			("steward", "Duty", "counselling", {"weight": 3}),
			("steward", "Print Format", "本镇走访单", {"html": "<p>{{ doc.visit_date }}</p>"}),
			("steward", "Notification", "新待办提醒未保办", {"enabled": 0}),
			("steward", "Letter Head", "示例镇信头", {"content": "<h2>示例镇</h2>"}),
		):
			with desk(person):
				doc = frappe.get_doc(doctype, name or frappe.get_list(doctype, pluck="name", limit=1)[0])
				getdoc(doctype, doc.name)
				doc.update(change)
				doc.save()
				for key, value in change.items():
					assert frappe.db.get_value(doctype, doc.name, key) == value

	def test_a_new_visit_with_the_added_field(self, desk):
		visit = frappe.copy_doc(frappe.get_last_doc("Visit"))
		visit.update(
			{"visit_date": "2026-05-05", "mode": "书信", "photos": [], "home_to_school": 3, "needs": []}
		)
		with freeze_time(MAY_SIXTH), desk("secretary"):
			visit.insert()
			visit.submit()
		assert frappe.db.get_value("Visit", visit.name, ["home_to_school", "mode"]) == (3, "书信")

	def test_sealed_values_are_revealed(self, desk):
		from lijian_hulei.kernel.identity import parse_identity_number
		from lijian_hulei.privacy.services import reveal

		with desk("protection"):
			number = reveal("Minor", MINOR, "id_number", "升级后核对身份证号")
			assert str(parse_identity_number(number).birth_date) == "2020-05-06"
			guardian = frappe.get_doc("Minor", MINOR).guardians[0]
			assert guardian.phone != "13800000001"
			assert reveal("Minor Guardian", guardian.name, "phone", "升级后核对电话") == "13800000001"

	def test_prints(self, desk):
		visit = frappe.get_last_doc("Visit")
		with desk("protection"):
			own = frappe.get_print("Visit", visit.name)
			assert "本镇走访单" in own
			assert "2.5公里" in re.sub(r"\s", "", own)
			shipped = frappe.get_print("Visit", visit.name, print_format="Visit Record")
			assert "示例童一" in shipped
			assert frappe.get_print("Visit", visit.name, as_pdf=True)[:4] == b"%PDF"

	def test_the_audit_trail_goes_back(self, desk):
		changes = frappe.get_all(
			"Version", {"ref_doctype": "Duty", "docname": "R10_first"}, ["owner", "data"]
		)
		assert changes[0].owner == "steward@upgrade.example"
		assert "（本镇改）" in json.loads(changes[0].data)["changed"][0][2]
