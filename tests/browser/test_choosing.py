"""Choosing in link boxes, and today's work first on a phone: in words that officials read."""

import re

import pytest

# A code, a stored English word, a condition as the program writes it. Numbers of records (REL-2026-00003) are left aside.
PROGRAMS_WORDS = re.compile(r"!=|(?<![A-Z0-9-])[A-Za-z]{3,}(?![A-Z0-9-])|[a-z]+_[a-z]+")
OFFERED = "[data-fieldname='{0}'] .awesomplete li"


def offered(page, fieldname: str) -> list[str]:
	"""What the open form's link box shows when it is entered: choices, what is left out, ways on."""
	page.locator(f".frappe-control[data-fieldname='{fieldname}'] input:visible").first.click()
	page.locator(OFFERED.format(fieldname)).last.wait_for()
	return page.locator(OFFERED.format(fieldname)).all_inner_texts()


@pytest.mark.parametrize(
	("user", "doctype", "fieldname", "remark"),
	[
		("office", "relief-review", "relief_case", None),
		("office", "relief-case", "owner_officer", "只列在职人员"),
		("office", "report-duty-review", "report", None),
		("school", "hiring-check", "worker", "不列不予录用、已辞退和已离职的人员"),
		("office", "visit", "minor", "只列在册未成年人"),
	],
)
def test_choices_are_told_in_words(login, user, doctype, fieldname, remark):
	page = login(user).open_desk(f"/app/{doctype}/new")
	page.wait_for_function("window.cur_frm && cur_frm.is_new()")
	page.wait_for_load_state("networkidle")
	texts = offered(page, fieldname)
	assert len(texts) > 1
	assert [text for text in texts if PROGRAMS_WORDS.search(text)] == []
	assert not remark or remark in texts


def test_the_choices_of_a_rows_box_say_what_is_left_out(login):
	page = login("school").open_desk("/app/hiring-check-batch/new")
	page.wait_for_function("window.cur_frm && cur_frm.is_new()")
	page.wait_for_load_state("networkidle")
	page.locator("[data-fieldname='workers'] .grid-add-row").click()
	page.locator(".grid-row[data-idx='1'] [data-fieldname='worker']").first.click()
	page.locator(OFFERED.format("worker")).last.wait_for()
	texts = page.locator(OFFERED.format("worker")).all_inner_texts()
	assert [text for text in texts if PROGRAMS_WORDS.search(text)] == []
	assert any(text.startswith("只列本单位人员") for text in texts)


@pytest.mark.parametrize("user", ["village", "office", "police", "school"])
def test_a_phone_shows_todays_work_on_its_first_screen(login, user):
	page = login(user, phone=True).page
	page.wait_for_load_state("networkidle")
	work, figures = page.get_by_text("今日工作").first, page.locator(".number-widget-box").first
	work.wait_for()
	figures.wait_for()
	assert work.bounding_box()["y"] < min(740, figures.bounding_box()["y"])


def test_the_desk_of_staff_checks_is_offered_to_who_handles_them(login):
	head = login("school").page
	head.wait_for_load_state("networkidle")
	assert "从业查询" in head.locator(".desk-sidebar").inner_text()
	justice = login("justice").page
	justice.wait_for_load_state("networkidle")
	assert "从业查询" not in justice.locator(".desk-sidebar").inner_text()


@pytest.mark.parametrize("phone", [False, True])
def test_neither_mail_nor_new_charts_are_offered(login, phone):
	"""Both are closed to officers (docs/security.md)."""
	page = login("village", phone=phone).open_desk("/app/minor")
	page.wait_for_function("window.cur_list && cur_list.data.length")
	name = page.evaluate("() => cur_list.data[0].name")
	page.evaluate("name => frappe.set_route('Form', 'Minor', name)", name)
	page.wait_for_function("name => window.cur_frm && cur_frm.doc.name === name", arg=name)
	page.wait_for_load_state("networkidle")
	page.locator(".page-head:visible .menu-btn-group > button").click()
	assert page.get_by_text("跳到字段").is_visible()
	assert not page.get_by_text("写邮件").filter(visible=True).count()
	page.evaluate("() => frappe.set_route('query-report', 'Grade Overview by Village')")
	page.locator("#page-query-report .datatable").wait_for()
	page.wait_for_load_state("networkidle")
	page.locator("#page-query-report .menu-btn-group > button").click()
	texts = page.locator("#page-query-report").inner_text()
	assert "打印" in texts
	assert [word for word in ("设置图表", "图表添加", "添加图表", "Chart") if word in texts] == []


def test_a_report_begins_with_what_the_reporters_post_says(login):
	page = login("hospital").open_desk("/app/mandatory-report/new")
	page.wait_for_function("window.cur_frm && cur_frm.is_new() && cur_frm.doc.reporter_agency")
	kind = page.locator("[data-fieldname='reporter_kind'] select")
	assert kind.input_value() == "Doctor or Nurse"
	page.get_by_label("匿名报告").first.check()
	page.wait_for_function("!cur_frm.doc.reporter_agency && cur_frm.doc.reporter_kind")


@pytest.mark.parametrize("user", ["office", "school"])
def test_an_activity_asks_for_the_place_that_its_kind_needs(login, user):
	page = login(user).open_desk("/app/education-activity/new")
	page.wait_for_function("window.cur_frm && cur_frm.is_new() && cur_frm.doc.organiser && cur_frm.doc.area")
	page.wait_for_load_state("networkidle")  # its own place is asked for and filled in
	place = page.locator("[data-fieldname='area']:visible")
	page.evaluate("() => cur_frm.set_value('kind', 'law_to_village')")
	page.wait_for_function("cur_frm.doc.place_kind === 'Village' && !cur_frm.doc.area && !cur_frm.doc.school")
	assert place.first.is_visible()
	assert page.evaluate("() => !!cur_frm.get_field('area').df.reqd")
	page.evaluate("() => cur_frm.set_value('kind', 'film')")
	page.wait_for_function("cur_frm.doc.place_kind === 'School' && cur_frm.doc.area")
	assert not place.count()


def test_a_hotel_says_what_kind_of_post_a_new_worker_has(login):
	page = login("hotel").open_desk("/app/worker/new")
	page.wait_for_function("window.cur_frm && cur_frm.is_new()")
	assert page.locator("[data-fieldname='post_kind'] select").input_value() == ""
