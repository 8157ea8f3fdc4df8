"""The steward changes forms without code, by clicking; others meet what he changed, within their limits."""

import re
import secrets

import pytest

# Each run makes things of its own, so that it can be repeated on the same site.
MARK = "".join(secrets.choice("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳") for _ in range(5))
LETTERS = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(6))


class Desk:
	"""One person's desk: forms opened by route, fields filled in where they stand, tables row by row."""

	def __init__(self, person):
		self.person, self.page = person, person.page

	def open(self, route: str, ready: str) -> None:
		self.person.open(f"/app/{route}")
		self.page.wait_for_function(ready, timeout=60_000)
		self.settle()

	def new(self, doctype: str) -> None:
		route = doctype.lower().replace(" ", "-")
		self.open(f"{route}/new", f"window.cur_frm && cur_frm.doctype === '{doctype}' && cur_frm.is_new()")

	def settle(self) -> None:
		self.page.wait_for_load_state("networkidle")
		self.page.wait_for_function("!document.querySelector('#freeze')")

	def control(self, field: str):
		return self.page.locator(f".form-page .frappe-control[data-fieldname='{field}']:visible").first

	def type(self, field: str, words: str) -> None:
		box = self.control(field).locator("input:visible, textarea:visible").first
		box.fill(words)
		box.blur()

	def choose(self, field: str, value: str) -> None:
		"""A link or a choice, by what is stored."""
		self.page.evaluate("([field, value]) => cur_frm.set_value(field, value)", [field, value])

	def add_row(self, table: str, values: dict) -> None:
		"""Press "add row" and fill the row in."""
		rows = self.page.evaluate("table => (cur_frm.doc[table] || []).length", table)
		self.control(table).locator(".grid-add-row").click()
		self.page.wait_for_function("([table, rows]) => cur_frm.doc[table].length > rows", arg=[table, rows])
		self.page.evaluate(
			"""async ([table, values]) => {
				const row = cur_frm.doc[table].at(-1);
				for (const [field, value] of Object.entries(values))
					await frappe.model.set_value(row.doctype, row.name, field, value);
				cur_frm.refresh_field(table);
			}""",
			[table, values],
		)

	def save(self) -> str:
		self.settle()
		self.page.locator(".page-head:visible .primary-action:visible").first.click()
		self.page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
		self.settle()
		return self.page.evaluate("cur_frm.doc.name")

	def press(self, words: str) -> None:
		"""A button of the page, also where it has gone into the menu of a narrow screen."""
		self.page.locator(f".page-head:visible button:has-text('{words}')").first.click()


@pytest.fixture
def steward(login) -> Desk:
	return Desk(login("steward"))


def test_a_record_type_a_duty_on_it_and_a_cadre_who_uses_it(login, steward):
	steward.new("Record Type")
	steward.type("title", f"疏导{MARK}")
	steward.choose("module", "Care")
	steward.type("numbering", LETTERS.lower())
	steward.control("about_minor").locator("input.input-with-feedback").check()
	steward.page.evaluate(
		"['fields_wanted', 'roles'].forEach(table => { cur_frm.clear_table(table); cur_frm.refresh_field(table); })"
	)
	steward.add_row(
		"fields_wanted", {"label": "开展日期", "fieldtype": "Date", "is_required": 1, "in_list": 1}
	)
	steward.add_row("fields_wanted", {"label": "开展方式", "fieldtype": "Select", "choices": "入户\n电话"})
	steward.add_row("roles", {"role": "Village Cadre", "may_create": 1, "may_print": 1})
	steward.save()
	kind = steward.page.evaluate("cur_frm.doc.doctype_name")
	assert steward.page.evaluate("cur_frm.doc.numbering") == LETTERS
	steward.person.photograph("steward-record-type")

	steward.press("为它新增职责")
	steward.page.wait_for_function("cur_frm && cur_frm.doctype === 'Duty' && cur_frm.is_new()")
	steward.page.wait_for_selector("[id='page-Duty']:visible .primary-action:visible")
	steward.settle()
	assert steward.page.evaluate("cur_frm.doc.evidence_doctype") == kind
	for field, value in {
		"code": f"test_{LETTERS.lower()}",
		"title": f"每月疏导{MARK}",
		"subject_doctype": "Minor",
		"responsible": "Helper",
		"frequency": "Per Month",
		"required_count": 1,
		"evidence_link_field": "minor",
		"evidence_date_field": "kai_zhan_ri_qi",
		"subject_filters": '[["status", "=", "Active"], ["grade", "=", "Red"]]',
	}.items():
		steward.choose(field, value)
	assert steward.save() == f"test_{LETTERS.lower()}"

	cadre = Desk(login("village"))
	cadre.open("", "window.frappe && frappe.boot")
	child = cadre.page.evaluate("frappe.db.get_list('Minor', {limit: 1}).then(rows => rows[0].name)")
	cadre.new(kind)
	assert f"疏导{MARK}" in cadre.page.inner_text(".page-container:visible")
	cadre.choose("minor", child)
	cadre.choose("kai_zhan_ri_qi", cadre.page.evaluate("frappe.datetime.get_today()"))
	cadre.choose("kai_zhan_fang_shi", "电话")
	assert re.match(rf"{LETTERS}-\d{{5}}", cadre.save())
	cadre.person.photograph("steward-record-of-a-cadre")
	cadre.choose("kai_zhan_fang_shi", "入户")
	cadre.save()
	cadre.page.wait_for_selector(".new-timeline:visible :text('开展方式')")
	steward.open("", "window.frappe && frappe.boot")
	assert steward.page.evaluate("kind => frappe.model.can_read(kind)", kind) is False


def test_a_field_a_venue_type_a_factor_and_a_checklist_item(login, steward):
	field = f"test_{LETTERS.lower()}"
	steward.new("Custom Field")
	for name, value in {
		"dt": "Visit",
		"label": f"路程{MARK}",
		"fieldname": field,
		"fieldtype": "Float",
	}.items():
		steward.choose(name, value)
	steward.page.wait_for_function("cur_frm.fields_dict.insert_after.df.options.length > 5")
	steward.choose("insert_after", "visit_date")
	assert steward.save() == f"Visit-{field}"

	steward.new("Venue Type")
	for name, value in {"code": field, "type_name": f"场所{MARK}", "category": "Lodging"}.items():
		steward.choose(name, value)
	steward.add_row("checklist", {"item": "门口有警示标志", "legal_basis": "镇里通知"})
	assert steward.save() == field
	steward.open("venue-type/hotel", "window.cur_frm && cur_frm.doc.name === 'hotel'")
	steward.add_row("checklist", {"item": f"应急灯{MARK}"})
	steward.save()

	for doctype, values in (
		("Risk Factor", {"code": field, "factor_name": f"因素{MARK}", "factor_class": "Other"}),
		("Safety Item", {"code": field, "item_name": f"检查{MARK}", "dimension": "Human Defence"}),
	):
		steward.new(doctype)
		for name, value in values.items():
			steward.choose(name, value)
		assert steward.save() == field

	cadre = Desk(login("village"))
	cadre.new("Visit")
	assert f"路程{MARK}" in cadre.page.inner_text(".page-container:visible .form-page")


def test_a_workflow_gets_a_state_that_its_records_can_reach(steward):
	state = f"审阅{MARK}"
	for doctype, field, name in (
		("Workflow State", "workflow_state_name", state),
		("Workflow Action Master", "workflow_action_name", f"送{state}"),
	):
		steward.new(doctype)
		steward.choose(field, name)
		assert steward.save() == name
	flow = "Rectification of a Venue"
	steward.open(f"workflow/{flow}", f"window.cur_frm && cur_frm.doc.name === '{flow}'")
	steward.add_row("states", {"state": state, "doc_status": "0", "allow_edit": "Police Officer"})
	for step in (
		{"state": "Answered", "action": f"送{state}", "next_state": state},
		{"state": state, "action": "Pass Recheck", "next_state": "Rectified"},
	):
		steward.add_row("transitions", {**step, "allowed": "Police Officer"})
	steward.save()
	steward.person.photograph("steward-workflow")
	steward.open("", "window.frappe && frappe.boot")  # the form had read the record's description before
	options = steward.page.evaluate(
		"frappe.model.with_doctype('Rectification Order').then(() => "
		"frappe.meta.get_docfield('Rectification Order', 'status').options)"
	)
	assert state in options.split("\n")


def test_a_new_version_of_the_policy_is_tried_before_it_is_in_force(login, steward):
	title = f"等级标准{MARK}"
	steward.open("grading-policy", "cur_list && cur_list.data && cur_list.data.length")
	in_force = steward.page.evaluate(
		"frappe.db.get_list('Grading Policy', {filters: {docstatus: 1, effective_to: ['is', 'not set']}, limit: 1})"
		".then(rows => rows[0].name)"
	)
	steward.open(f"grading-policy/{in_force}", f"window.cur_frm && cur_frm.doc.name === '{in_force}'")
	steward.press("新建版本")
	steward.page.wait_for_function("cur_frm.doctype === 'Grading Policy' && cur_frm.is_new()")
	steward.settle()
	steward.choose("title", title)
	steward.page.evaluate("cur_frm.clear_table('rules'); cur_frm.refresh_field('rules')")
	steward.add_row("rules", {"condition": "Any Factor", "grade": "Red"})
	draft = steward.save()
	assert steward.page.evaluate("[cur_frm.doc.docstatus, cur_frm.doc.supersedes]") == [0, in_force]

	office = Desk(login("office"))
	office.open(f"grading-policy/{draft}", f"window.cur_frm && cur_frm.doc.name === '{draft}'")
	office.press("在台账上试算")
	office.page.wait_for_selector(".query-report .dt-row:visible, .report-wrapper .dt-row:visible")
	office.person.photograph("steward-replay")
	assert "未作任何保存" in office.page.inner_text(".page-container:visible")


def test_the_configuration_is_taken_along_and_checked(steward, tmp_path):
	steward.open("configuration-transfer", "window.cur_frm && cur_frm.doctype === 'Configuration Transfer'")
	with steward.page.expect_download() as download:
		steward.press("导出")
	file = tmp_path / "configuration.json"
	download.value.save_as(file)
	with steward.page.expect_file_chooser() as chooser:
		steward.press("检查文件")
	chooser.value.set_files(file)
	steward.page.wait_for_selector(".page-head:visible button:has-text('导入')")
	pills = steward.page.locator(".form-page .indicator-pill:visible").all_inner_texts()
	assert len(pills) == 1 and pills[0].startswith("未变"), pills


def test_the_steward_and_the_office_see_whether_the_rules_still_hold(login, steward):
	for desk in (steward, Desk(login("office"))):
		desk.open("query-report/Rule%20Drift", "frappe.query_report && frappe.query_report.data")
		desk.page.wait_for_selector(".report-wrapper .dt-row:visible")
		text = desk.page.inner_text(".page-container:visible")
		assert "与自带版本一致" in text
		desk.person.photograph(f"rule-drift-{desk.page.evaluate('frappe.session.user').split('@')[0]}")
