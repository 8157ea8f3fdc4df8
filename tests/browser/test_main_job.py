"""The town's main job on real input: roster in, child graded, visit done, month run, bulletin out."""

import io
import time
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from lijian_hulei.kernel.identity import make_identity_number

from tests.town_day import today

OUTPUT = Path(__file__).resolve().parent.parent / "output"
VILLAGE = "界亭驿村"
ROWS, BAD = 2000, 40


def template(person) -> openpyxl.Workbook:
	"""The template as the office downloads it."""
	content = person.page.evaluate(
		"""async () => {
			const answer = await fetch("/api/method/lijian_hulei.api.roster.template?kind=Village%20Ledger");
			return Array.from(new Uint8Array(await answer.arrayBuffer()));
		}"""
	)
	return openpyxl.load_workbook(io.BytesIO(bytes(content)))


def roster(workbook: openpyxl.Workbook, path: Path) -> Path:
	"""2,000 invented children of one village; forty identity numbers carry a wrong check digit."""
	sheet = workbook.worksheets[0]
	columns = {
		str(cell.value).strip(" *＊"): cell.column
		for row in sheet.iter_rows(max_row=3)
		for cell in row
		if cell.value
	}
	first = (
		next(
			row[0].row
			for row in sheet.iter_rows(max_row=4)
			if any(str(c.value or "").startswith("姓名") for c in row)
		)
		+ 1
	)
	sheet.delete_rows(first, sheet.max_row)
	for number in range(ROWS):
		born = date(2012, 1, 1) + timedelta(days=number)
		identity = make_identity_number("439099", born, 701 + 2 * (number % 100))
		if number % (ROWS // BAD) == 7:
			identity = identity[:-1] + ("0" if identity[-1] != "0" else "1")
		values = {
			"姓名": f"测试{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'子丑寅卯辰巳午未申酉'[number // 10 % 10]}",
			"性别": "男",
			"身份证号": identity,
			"村(社区)": VILLAGE,
			"家庭住址": f"{VILLAGE}9组{number}号",
			"户主": "测试家长",
		}
		for name, value in values.items():
			column = columns.get(name) or columns.get(name.replace("(", "（").replace(")", "）"))
			assert column, (name, sorted(columns))
			sheet.cell(first + number, column, value)
	workbook.save(path)
	return path


def upload_and_check(person, path: Path) -> dict:
	"""Make a Roster Import with the file in the form, press Check and wait until the result stands."""
	page = person.page
	person.open("/app/roster-import/new")
	page.wait_for_selector(
		"[data-fieldname='file'] .btn-attach, [data-fieldname='file'] button", timeout=60_000
	)
	page.click("[data-fieldname='file'] button:visible")
	with page.expect_file_chooser() as chooser:
		page.click(".modal.show .btn-file-upload >> nth=0")
	chooser.value.set_files(path)
	page.click(".modal.show .btn-modal-primary")
	page.wait_for_selector(".modal.show", state="hidden", timeout=60_000)
	page.wait_for_function("cur_frm && cur_frm.doc.file")
	page.click(".page-actions .primary-action:visible")
	page.wait_for_function("cur_frm && !cur_frm.is_new() && !cur_frm.is_dirty()")
	page.click("button:visible:has-text('检查')")
	page.wait_for_function("cur_frm.doc.status === 'Checked'", timeout=120_000)
	return page.evaluate(
		"({name: cur_frm.doc.name, good: cur_frm.doc.good_rows, bad: cur_frm.doc.error_rows, total: cur_frm.doc.total_rows})"
	)


def start(person) -> dict:
	"""Press Import, confirm, watch the bar, and wait for the end."""
	page = person.page
	page.click(".page-actions .primary-action:visible")
	page.click(".modal.show .btn-primary:visible")
	page.wait_for_function("['Queued', 'Importing', 'Done'].includes(cur_frm.doc.status)", timeout=60_000)
	page.wait_for_function(
		"cur_frm.doc.status === 'Done' || document.querySelector('.form-dashboard .progress-bar')",
		timeout=60_000,
	)
	page.wait_for_function("cur_frm.doc.status === 'Done'", timeout=180_000)
	return page.evaluate(
		"({created: cur_frm.doc.created, unchanged: cur_frm.doc.unchanged, error_file: cur_frm.doc.error_file})"
	)


def test_a_roster_with_forty_bad_rows_goes_in_is_mended_and_goes_in_whole(login, tmp_path):
	office = login("office")
	found = upload_and_check(office, roster(template(office), tmp_path / "roster.xlsx"))
	office.photograph("roster-checked")
	assert (found["total"], found["bad"], found["good"]) == (ROWS, BAD, ROWS - BAD)
	done = start(office)
	office.photograph("roster-done")
	assert done["created"] == ROWS - BAD and done["error_file"]

	content = office.page.evaluate(
		"async (url) => Array.from(new Uint8Array(await (await fetch(url)).arrayBuffer()))",
		done["error_file"],
	)
	wrong = openpyxl.load_workbook(io.BytesIO(bytes(content)))
	sheet = wrong.worksheets[0]
	head = next(
		row for row in sheet.iter_rows(max_row=4) if any(str(c.value or "").startswith("姓名") for c in row)
	)
	column = next(cell.column for cell in head if str(cell.value).startswith("身份证"))
	mended = 0
	for row in range(head[0].row + 1, sheet.max_row + 1):
		identity = sheet.cell(row, column).value
		if identity:
			born = date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
			sheet.cell(row, column, make_identity_number("439099", born, int(identity[14:17])))
			mended += 1
	assert mended == BAD
	wrong.save(tmp_path / "mended.xlsx")
	assert upload_and_check(office, tmp_path / "mended.xlsx")["bad"] == 0
	assert start(office)["created"] == BAD


@pytest.fixture
def child(login, execute):
	"""A child of the secretary's village without any risk factor."""
	village = login("village")
	_status, rows = village.call(
		"frappe.client.get_list",
		doctype="Minor",
		filters={"grade": "", "status": "Active"},
		fields=["name"],
		limit_page_length=1,
	)
	return village, rows[0]["name"]


def test_a_child_turns_red_is_paired_visited_and_revealed_with_a_reason(login, child, tmp_path):
	village, name = child
	page = village.page
	village.open(f"/app/minor/{name}")
	page.wait_for_function(f"window.cur_frm && cur_frm.doc && cur_frm.doc.name === '{name}'", timeout=60_000)
	page.evaluate(
		"""() => {
			const row = cur_frm.add_child("risk_factors");
			return frappe.model.set_value(row.doctype, row.name, {factor: "smoking", since: frappe.datetime.get_today(), evidence: "班主任反映"})
				.then(() => cur_frm.refresh_field("risk_factors"))
				.then(() => cur_frm.save());
		}"""
	)
	page.wait_for_function("cur_frm.doc.grade === 'Red' && !cur_frm.is_dirty()")
	assert "红" in page.inner_text(".page-head .indicator-pill")
	village.photograph("minor-red")

	status, pairing = village.call(
		"frappe.client.insert",
		doc={
			"doctype": "Support Pairing",
			"minor": name,
			"kind": "One To One",
			"helper": my_officer(village),
			"from_date": str(today()),
		},
	)
	assert status == 200 and pairing["status"] == "Active"

	visit = make_visit(village, name)
	village.open(f"/app/visit/{visit}")
	page.wait_for_function(
		f"window.cur_frm && cur_frm.doc && cur_frm.doc.name === '{visit}' && cur_frm.doc.docstatus === 1",
		timeout=60_000,
	)
	village.photograph("visit-submitted")
	_status, minor = village.call("frappe.client.get", doctype="Minor", name=name)
	assert minor["last_visit_on"] == str(today())

	office = login("office")
	_status, rows = office.call(
		"frappe.client.get_list",
		doctype="Minor",
		filters={"id_number": ["like", "%*%"]},
		fields=["name"],
		limit_page_length=1,
	)
	sealed = rows[0]["name"]
	office.open(f"/app/minor/{sealed}")
	office.page.wait_for_function(
		f"window.cur_frm && cur_frm.doc && cur_frm.doc.name === '{sealed}'", timeout=60_000
	)
	office.page.click(".sealed-reveal:visible")
	office.page.fill(".modal.show textarea", "核对学籍")
	office.page.click(".modal.show .btn-modal-primary")
	office.page.wait_for_selector(".modal.show .h4")
	number = office.page.inner_text(".modal.show .h4")
	assert len(number) == 18 and "*" not in number
	_status, logs = office.call(
		"frappe.client.get_list",
		doctype="Reveal Log",
		filters={"reference_name": sealed},
		fields=["reason", "user"],
	)
	assert {"reason": "核对学籍", "user": "office@demo.hulei"} in logs


def my_officer(person) -> str:
	_status, day = person.call("lijian_hulei.api.desk.my_day")
	return day["officer"]


def make_visit(person, minor: str) -> str:
	"""Enter and submit a visit with a photo drawn in the browser."""
	return person.page.evaluate(
		"""async ([minor, visitor]) => {
			const canvas = Object.assign(document.createElement("canvas"), {width: 800, height: 600});
			const pen = canvas.getContext("2d");
			pen.fillStyle = "#cde";
			pen.fillRect(0, 0, 800, 600);
			const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
			const form = new FormData();
			form.append("file", blob, "visit.jpg");
			form.append("is_private", "1");
			const upload = await fetch("/api/method/upload_file", {method: "POST", body: form, headers: {"X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json"}});
			const photo = (await upload.json()).message.file_url;
			const visit = await frappe.xcall("frappe.client.insert", {doc: {
				doctype: "Visit", minor, visit_date: frappe.datetime.get_today(), mode: "In Person", main_visitor: visitor,
				met_minor: 1, summary: "孩子情绪稳定", photos: [{photo}],
			}});
			const submitted = await frappe.xcall("frappe.client.submit", {doc: visit});
			return submitted.name;
		}""",
		[minor, my_officer(person)],
	)


def test_the_month_runs_and_its_bulletin_opens_as_a_chinese_pdf(login):
	governance = login("governance")
	_status, reports = governance.call(
		"frappe.client.get_list",
		doctype="Compliance Report",
		filters={"agency": ["is", "not set"], "area": "431222114000"},
		fields=["name", "period_start", "rate"],
		order_by="period_start desc",
		limit_page_length=1,
	)
	name = reports[0]["name"]
	page = governance.page
	governance.open(f"/app/compliance-report/{name}")
	page.wait_for_function(f"window.cur_frm && cur_frm.doc && cur_frm.doc.name === '{name}'", timeout=60_000)
	page.wait_for_load_state("networkidle")
	governance.photograph("compliance-report")
	status, _message = governance.call("lijian_hulei.api.desk.run_month", month=today().strftime("%Y-%m"))
	assert status == 200
	content = page.evaluate(
		"""async (name) => {
			const query = new URLSearchParams({doctype: "Compliance Report", name, format: "Month-end Bulletin", no_letterhead: 1, _lang: "zh"});
			const answer = await fetch("/api/method/frappe.utils.print_format.download_pdf?" + query);
			return [answer.status, Array.from(new Uint8Array(await answer.arrayBuffer()))];
		}""",
		name,
	)
	assert content[0] == 200
	pdf = bytes(content[1])
	assert pdf.startswith(b"%PDF")
	OUTPUT.mkdir(exist_ok=True)
	(OUTPUT / "bulletin.pdf").write_bytes(pdf)
	words = pdf_text(OUTPUT / "bulletin.pdf")
	assert "通报" in words and "村" in words


def pdf_text(path: Path) -> str:
	import subprocess

	return subprocess.run(
		["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
	).stdout


def test_the_scheduler_and_a_worker_freeze_a_month_that_is_over(execute):
	"""Takes last month's closing back, makes the daily job due, and waits for the real scheduler and worker."""
	helper = "lijian_hulei.testing.month_end"
	month = (today().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
	execute(f"{helper}.reopen", month=month)
	assert execute(f"{helper}.status", month=month) == "Open"
	execute(f"{helper}.make_daily_job_due")
	deadline = time.monotonic() + 600  # the tick of the scheduler, and the jobs of the night before it
	while execute(f"{helper}.status", month=month) != "Closed":
		assert time.monotonic() < deadline, "the scheduler did not close the month"
