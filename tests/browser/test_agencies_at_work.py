"""Each agency does to its end what the plan makes it owe: by clicking and typing, in Chinese, with what is refused on the way."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.browser.form import Form
from tests.town_day import today

VILLAGE = "界亭驿村"
# What Frappe logs when a step is refused with a message: the answer, and the promise that nobody waits for.
REFUSED = ["HTTP 417", "script error: undefined"]


@pytest.fixture
def pictures(tmp_path) -> list[Path]:
	"""Two photos of different colours, before and after."""
	from PIL import Image

	files = []
	for name, colour in (("before", "#ccddee"), ("after", "#ddeecc")):
		files.append(tmp_path / f"{name}.jpg")
		Image.new("RGB", (800, 600), colour).save(files[-1])
	return files


@pytest.fixture
def guest(browser, town):
	"""A phone without login on one of the public pages."""
	contexts = []

	def enter(path: str):
		context = browser.new_context(
			viewport={"width": 390, "height": 800}, locale="zh-CN", timezone_id="Asia/Shanghai"
		)
		contexts.append(context)
		page = context.new_page()
		page.goto(f"http://127.0.0.1:{town.port}{path}")
		return page

	yield enter
	for context in contexts:
		context.close()


def found(person, doctype: str, filters: dict, *fields: str) -> dict:
	"""The first record of the kind that the person may see."""
	status, rows = person.call(
		"frappe.client.get_list",
		doctype=doctype,
		filters=filters,
		fields=["name", *fields],
		limit_page_length=1,
	)
	assert status == 200 and rows, (doctype, filters)
	return rows[0]


def duty_states(person, duty: str, subject: str) -> set[str]:
	_status, rows = person.call(
		"frappe.client.get_list",
		doctype="Obligation",
		filters={"duty": duty, "subject_name": subject},
		fields=["status"],
	)
	return {row["status"] for row in rows}


def test_the_womens_federation_hands_in_a_session_for_guardians(login, pictures):
	women = login("women")
	women.expected = REFUSED
	women.open("/app/education-of-families")
	women.page.locator(".shortcut-widget-box:visible", has_text="登记活动").click()
	form = Form(women, "Education Activity").wait_for_new()
	form.choose("kind", "监护人家庭教育指导")
	form.fill("topic", f"隔代照护家庭教育讲座{today():%m%d}")
	form.choose("area", VILLAGE)
	row = form.row("audiences")
	form.fill("audience", "Parents", row)
	form.fill("number", "36", row)
	form.close_row()
	name = form.save()
	form.submit()
	assert "请上传活动照片或签到表" in form.message()
	form.attach("attendance_sheet", pictures[0])
	form.submit()
	women.page.wait_for_function("cur_frm.doc.docstatus === 1")
	women.photograph("women-activity")
	assert found(women, "Education Activity", {"name": name}, "docstatus", "people")["people"] == 36
	agency = found(women, "Education Activity", {"name": name}, "organiser")["organiser"]
	assert duty_states(women, "R09_sessions", agency) <= {"Met", "Met Late", "Overdue"}


def test_a_hospital_reports_harm_from_the_desk(login):
	hospital = login("hospital")
	page = hospital.page
	hospital.open("/app/reports-and-relief")
	page.locator(".shortcut-widget-box:visible", has_text="立即报告").click()
	form = Form(hospital, "Mandatory Report").wait_for_new()
	assert "先拨打110" in form.remarks()
	form.box.locator(".page-actions .primary-action:visible").click()
	assert "情形" in form.message()
	fill_report(form)
	form.tick("is_anonymous")
	form.box.locator(".page-actions .primary-action:visible").click()
	receipt = form.message()
	assert "报告已收到" in receipt and "回执码" in receipt
	assert "/mandatory-report" in page.url  # nobody opens an anonymous report again but who handles it

	form.new()
	fill_report(form)
	form.fill("reporter_name", "样例护士")
	form.box.locator(".page-actions .primary-action:visible").click()
	assert "回执码" in form.message()
	form.settle()
	name = form.value("name")
	hospital.photograph("hospital-report")
	assert form.steps() == [] and form.value("reporter_name") != "样例护士"

	office = login("office")
	form = Form(office, "Mandatory Report").open(name)
	form.step("移交公安")
	form.reach("Handed Over to Police")
	office.photograph("office-hand-over")
	assert form.value("handed_over_at") and form.value("steps")[-1]["step"] == "Handed Over to Police"


def fill_report(form: Form) -> None:
	form.choose("situation", "多处损伤")
	form.choose("area", VILLAGE)
	form.fill("what_happened", "急诊接诊一名儿童，多处新旧伤，陪同人说法前后不一。")
	form.fill("child_age", "9")
	form.fill("reporter_kind", "Doctor or Nurse")


def test_the_police_take_over_a_public_report(login, guest):
	page = guest("/report")
	page.locator("label.choice", has_text="（四）").click()
	page.select_option("[name=area]", label=VILLAGE)
	page.fill("[name=what_happened]", "集市旁一名孩子脸上有多处伤，同行大人不让说话。")
	page.click("#report-form .send")
	page.wait_for_selector("#receipt:visible")
	code = page.inner_text("#receipt-code")

	police = login("police")
	police.open("/app/mandatory-report")
	police.page.wait_for_selector(".list-row-container")
	name = found(police, "Mandatory Report", {"receipt_code": code})["name"]
	form = Form(police, "Mandatory Report").open(name)
	form.step("接收")
	form.reach("Received by Police")
	assert form.value("received_at") and form.value("handed_over_at")
	form.step("退回")
	form.answer("hand_back_reason", "地点不在本镇，请协助核实后再移交。")
	form.reach("Handed Back")
	police.photograph("police-handed-back")
	assert form.steps() == []
	assert state_by_code(page, code) == "办理进度：公安退回"

	office = login("office")
	form = Form(office, "Mandatory Report").open(name)
	form.step("移交公安")
	form.reach("Handed Over to Police")
	form = Form(police, "Mandatory Report").open(name)
	form.step("接收")
	form.reach("Received by Police")
	form.step("受理")
	form.answer("case_number", "沅公（官）受案字〔2026〕88号")
	form.reach("Case Accepted")
	police.photograph("police-case-accepted")
	assert state_by_code(page, code) == "办理进度：公安已受理"


def state_by_code(page, code: str) -> str:
	page.reload()
	page.click("#tab-state")
	page.fill("[name=code]", code)
	page.click("#state-form button")
	page.wait_for_selector("#state:visible")
	return page.inner_text("#state")


def test_a_hazard_is_put_right_sent_back_and_closed(login, pictures):
	school = login("school")
	school.expected = REFUSED
	form = Form(school, "Campus Hazard").new()
	school.page.wait_for_function("cur_frm.doc.school && cur_frm.doc.owner_agency")
	form.fill("title", "教学楼后侧围墙破损")
	form.fill("description", "围墙东侧破损约2米，可翻越。")
	form.fill("due_on", str(today() + timedelta(days=10)))
	add_photo(form, "Before", pictures[0])
	name = form.value("name")
	form.step("报告整改完成")
	assert "请填写整改措施" in form.message()
	form.fill("answer", "已砌好围墙并加装防护网。")
	form.save()
	form.step("报告整改完成")
	assert "请至少上传一张整改后的照片" in form.message()
	add_photo(form, "After", pictures[1])
	form.step("报告整改完成")
	form.reach("Answered")
	school.photograph("school-hazard-answered")
	assert form.steps() == []  # a school does not close its own hazard

	office = login("governance")
	office.expected = REFUSED
	check = Form(office, "Campus Hazard").open(name)
	office.photograph("governance-hazard")
	check.step("退回整改")
	assert "请填写复查说明" in check.message()
	check.fill("recheck_note", "防护网松动，请加固。")
	check.save()
	check.step("退回整改")
	check.reach("To Be Rectified")

	form.open(name)
	form.fill("answer", "已加固防护网。")
	form.save()
	form.step("报告整改完成")
	form.reach("Answered")
	check.open(name)
	check.step("复查合格")
	check.reach("Rectified")
	check.reach(str(today()), "rechecked_on")
	assert check.value("sent_back_times") == 1


def add_photo(form: Form, taken: str, picture: Path) -> None:
	"""Frappe saves the record by itself once the picture has arrived."""
	count = len(form.value("photos") or [])
	row = form.row("photos", count)
	form.fill("taken", taken, row)
	form.attach("photo", picture, row)
	form.page.wait_for_function(
		"count => !cur_frm.is_new() && !cur_frm.is_dirty() && cur_frm.doc.photos.length === count",
		arg=count + 1,
	)
	form.settle()


def test_civil_affairs_answers_a_referral_and_reports_it_done(login):
	office = login("office")
	civil = login("civil")
	agency = found(civil, "Officer", {"user": "civil@demo.hulei"}, "agency")["agency"]
	own = found(office, "Officer", {"user": "office@demo.hulei"}, "agency", "area")
	status, referral = office.call(
		"frappe.client.insert",
		doc={
			"doctype": "Referral",
			"relief_type": "economic",
			"from_agency": own["agency"],
			"to_agency": agency,
			"area": own["area"],
			"due_on": str(today() + timedelta(days=15)),
			"request": "家庭收入不稳定，请按政策办理临时救助并反馈结果。",
			"child_name": "样例儿童",
			"consent": "Given",
		},
	)
	assert status == 200
	form = Form(office, "Referral").open(referral["name"])
	form.step("转出")
	form.reach("Awaiting Answer")

	civil.open("/app/reports-and-relief")
	civil.page.locator(".shortcut-widget-box:visible", has_text="待办转介").click()
	civil.page.wait_for_selector(f".list-row-container [data-name='{referral['name']}']")
	form = Form(civil, "Referral").open(referral["name"])
	civil.photograph("civil-referral")
	form.step("接收转介")
	form.reach("Referral Accepted")
	form.step("报告办结")
	form.answer("outcome", "已发放临时救助金1500元，并纳入下季度回访。")
	form.reach("Referral Done")
	form.reach(str(today()), "done_on")
	office.open(f"/app/referral/{referral['name']}")
	office.page.wait_for_function("window.cur_frm && cur_frm.doc.status === 'Referral Done'")


def test_justice_takes_the_law_to_a_village(login, pictures):
	justice = login("justice")
	form = Form(justice, "Education Activity").new()
	form.choose("kind", "送法进村")
	form.fill("topic", f"未成年人保护法进村宣讲{today():%m%d}")
	form.choose("area", VILLAGE)
	row = form.row("audiences")
	form.fill("audience", "Villagers", row)
	form.fill("number", "42", row)
	form.close_row()
	form.save()
	form.attach("attendance_sheet", pictures[0])
	form.submit()
	justice.page.wait_for_function("cur_frm.doc.docstatus === 1")
	agency = form.value("organiser")
	assert not duty_states(justice, "R29_law", agency) & {"Open"}


def test_publicity_handles_a_rumour_on_three_tracks(login):
	publicity, leaders = login("publicity"), login("governance")
	form = Form(publicity, "Opinion Incident").new()
	form.fill("title", "短视频平台出现涉校园不实信息")
	form.choose("area", "官庄镇")
	form.fill("platform", "Short Video")
	form.fill("content", "个别账号发布拼接视频，与事实不符。")
	form.tick("is_stigmatising")
	form.save()
	assert "尚未启动" in form.remarks()
	form.step("启动处置")
	form.reach("Being Handled")
	now = publicity.page.evaluate("frappe.datetime.now_datetime()")
	for number, agency in enumerate(("官庄派出所", "宣传（网信）办", "综治办")):
		row = form.row("tracks", number)
		form.choose("agency", agency, row)
		form.fill("measures", "已启动，责任到人。", row)
		form.fill("started_at", now, row)
		form.fill("finished_at", now, row)
		form.close_row()
	form.fill("response_draft", "经核实，网传内容不实，请勿转发。")
	form.save()
	publicity.photograph("publicity-incident")
	assert form.value("all_started_at")
	form.step("提交回应稿")
	form.reach("Response to Approve")
	assert "同意回应" not in "".join(form.steps())  # whoever drafted it does not approve it

	approval = Form(leaders, "Opinion Incident").open(form.value("name"))
	approval.step("同意回应")
	approval.reach("Response Approved")
	form.open(form.value("name"))
	form.fill("response_channel", "镇政府公众号")
	form.fill("response_published_at", publicity.page.evaluate("frappe.datetime.now_datetime()"))
	form.fill("closing_note", "不实信息已删除，当事账号致歉。")
	form.save()
	form.step("办结")
	form.reach("Settled")


def test_a_hotel_reports_what_it_put_right(login, pictures):
	hotel = login("hotel")
	hotel.expected = REFUSED
	order = found(hotel, "Rectification Order", {"status": "To Be Rectified"}, "problem", "due_on")
	form = Form(hotel, "Rectification Order").open(order["name"])
	assert json.dumps(form.steps(), ensure_ascii=False).count("报告整改完成") == 1
	form.step("报告整改完成")
	assert "请填写" in form.message()
	form.fill("answer", "已对前台人员逐一培训，增设未成年人入住登记簿。")
	form.save()
	form.step("报告整改完成")
	form.reach("Answered")
	hotel.photograph("hotel-rectification")
	assert form.steps() == []
