"""A steward changes a copy of a shipped print in the builder and as HTML; the office prints it in Chinese."""

import io
import re
import time

import pypdfium2

FORMAT = "本镇信息卡"
HTML_FORMAT = "本镇档案表"
# The buttons' own names; and what Frappe's builder says in Latin.
LATIN = re.compile(r"\b(?!(?:HTML|PDF|Ctrl|doc|name)\b)[A-Za-z]{3,}\b")


def copy_of(person, shipped: str, name: str) -> None:
	person.open_desk(f"/app/print-format/{shipped}")
	page = person.page
	page.click("button:visible:has-text('复制后修改')")
	page.fill(".modal.show input[data-fieldname='new_name']", name)
	page.click(".modal.show .btn-primary")


def drag(page, source: str, target: str) -> None:
	"""The builder's lists hear real movements of the mouse only."""
	page.locator(target).scroll_into_view_if_needed()
	start, end = page.locator(source).bounding_box(), page.locator(target).bounding_box()
	page.mouse.move(start["x"] + 40, start["y"] + start["height"] / 2)
	page.mouse.down()
	page.mouse.move(start["x"] + 60, start["y"] + 12, steps=4)
	page.mouse.move(end["x"] + 60, end["y"] + end["height"] * 0.7, steps=12)
	time.sleep(0.2)
	page.mouse.up()


def text_of_pdf(content: bytes) -> str:
	pages = pypdfium2.PdfDocument(io.BytesIO(content))
	return "\n".join(page.get_textpage().get_text_range() for page in pages)


def order_in_builder(page) -> list[str]:
	return page.eval_on_selector_all(
		".print-format-builder-main .print-format-builder-field",
		"all => all.map(one => one.dataset.fieldname)",
	)


def test_a_steward_changes_a_shipped_card_in_the_builder(login):
	steward = login("steward")
	page = steward.page
	copy_of(steward, "Child Card", FORMAT)
	page.wait_for_selector(".print-format-builder-section", timeout=60_000)
	main = ".print-format-builder-main"
	field = f"{main} .print-format-builder-field[data-fieldname='%s']"
	before = order_in_builder(page)
	assert "arrived_on" not in before
	drag(page, ".print-format-builder-sidebar [data-fieldname='arrived_on']", field % "birth_date")
	drag(page, field % "nationality", field % "sex")
	after = order_in_builder(page)
	assert "arrived_on" in after
	assert after.index("nationality") < before.index("nationality")
	page.click(f"{field % 'guardians'} .select-columns")
	page.wait_for_selector(".modal.show .column-selector-list")
	page.uncheck(".modal.show input[data-fieldname='is_main']")
	page.check(".modal.show input[data-fieldname='lives_with']")
	page.click(".modal.show .btn-primary")
	steward.photograph("print-builder")
	assert sorted(set(LATIN.findall(page.inner_text(main)))) == []
	with page.expect_response(lambda answer: "frappe.client.set_value" in answer.url) as saved:
		page.click(".page-actions .btn-primary:visible")
	stored = saved.value.json()["message"]["format_data"]
	assert '"arrived_on"' in stored and '"lives_with"' in stored and '"is_main"' not in stored
	steward.open_desk(f"/app/print-format/{FORMAT}")
	with page.expect_response(lambda answer: "make_default" in answer.url):
		page.click("button:visible:has-text('设置为默认')")
	steward.photograph("print-format-default")


def test_the_office_prints_it_and_the_shipped_one_is_as_it_was(login):
	office = login("office")
	page = office.page
	_status, minors = office.call("frappe.client.get_list", doctype="Minor", limit_page_length=1)
	minor = minors[0]["name"]
	office.open_desk(f"/app/print/Minor/{minor}")
	page.wait_for_function(
		"document.querySelector('.print-preview-sidebar [data-fieldname=letterhead] input')?.value === '官庄镇信头'"
	)
	frame = page.frame_locator(".print-format-container")
	frame.locator(".hulei-text").wait_for()
	assert page.input_value(".print-preview-sidebar [data-fieldname='print_format'] input") == FORMAT
	office.photograph("print-preview")
	address = f"/api/method/frappe.utils.print_format.download_pdf?doctype=Minor&name={minor}&format="
	for name, taken_out in ((FORMAT, True), ("Child Card", False)):
		answer = page.request.get(office.base + address + name)
		assert answer.ok and answer.headers["content-type"] == "application/pdf"
		text = text_of_pdf(answer.body())
		assert ("主要监护" in text) != taken_out
		assert "打印于" in text and "未成年" in text.replace("⼈", "人")


def test_a_steward_changes_a_copy_as_html(login):
	steward = login("steward")
	page = steward.page
	copy_of(steward, "Child File", HTML_FORMAT)
	page.wait_for_url(lambda url: "print-format/" in url and "Child" not in url)
	page.wait_for_selector(".frappe-control[data-fieldname='html'] .ace_editor", timeout=60_000)
	steward.photograph("print-format-html")
	page.evaluate("cur_frm.set_value('html', cur_frm.doc.html + '<p>此件由本镇补印</p>')")
	with page.expect_response(lambda answer: "savedocs" in answer.url) as saved:
		page.click(".primary-action:visible")
	assert saved.value.ok
	steward.expected.append("HTTP 403")
	status, _told = steward.call(
		"frappe.client.set_value",
		doctype="Print Format",
		name=HTML_FORMAT,
		fieldname="html",
		value="{{ frappe.db.sql('select 1') }}",
	)
	assert status >= 400


def test_a_cadre_prints_the_village_as_a_batch(login):
	cadre = login("village")
	page = cadre.page
	cadre.open_desk("/app/minor?grade=Red")  # fewer than a batch may hold
	page.wait_for_selector(".frappe-list .list-row-container", timeout=60_000)
	page.click(".menu-btn-group button:visible")
	page.click(".menu-btn-group .dropdown-menu:visible >> text=批量打印")
	page.fill(".modal.show textarea[data-fieldname='reason']", "走访前核对本村儿童档案")
	for field in ("password", "again"):
		page.fill(f".modal.show input[data-fieldname='{field}']", "Hulei-2026-print")
	cadre.photograph("print-batch")
	with page.expect_response(lambda answer: "start_batch" in answer.url) as started:
		page.click(".modal.show .btn-primary:visible")
	assert started.value.ok
	page.wait_for_selector(".modal.show .progress-bar")
	assert started.value.json()["message"]["status"] in ("Queued", "Running", "Ready")


def test_a_steward_sees_a_format_with_an_invented_record(login):
	steward = login("steward")
	page = steward.open_desk("/app/print-format/Child Card")
	page.get_by_role("button", name="用样本预览").click()
	paper = page.frame_locator(".modal.show iframe")
	paper.locator(".hulei-specimen", has_text="样本：内容均为虚构").wait_for()
	assert paper.get_by_text("样本：姓名").count()
	steward.photograph("steward-specimen")
