"""A village cadre on the phone page with a bad network, a cheap phone and little time: no visit is lost, none is doubled.

Nothing is waited for by the clock: answers are dropped, held or replaced on their way (page.route).
"""

import json
import struct
import zlib
from datetime import timedelta

import pytest
from playwright.sync_api import Route

from tests.town_day import today

SUBMIT = "**/api/method/lijian_hulei.api.visit_page.submit_visit"
WORDS = "爷爷说孩子近来按时上学"
LOST = "网络无响应"


def picture(colour: int = 90) -> dict:
	"""A PNG of 16 by 16, as Playwright takes files."""
	rows = b"".join(b"\0" + bytes((colour, 40, 40)) * 16 for _row in range(16))

	def part(kind: bytes, content: bytes) -> bytes:
		body = kind + content
		return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

	header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
	content = (
		b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
	)
	return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": content}


class Writer:
	"""A cadre with one child's form open."""

	def __init__(self, person):
		self.person, self.page = person, person.page
		self.child, self.day = self.unvisited()
		self.page.on("dialog", lambda dialog: dialog.accept())

	def records(self, doctype: str, fields: list[str], filters: list) -> list[dict]:
		answer = self.page.request.get(
			f"{self.person.base}/api/method/frappe.client.get_list",
			params={
				"doctype": doctype,
				"fields": json.dumps(fields),
				"filters": json.dumps(filters),
				"limit_page_length": "0",
				"order_by": "name asc",
			},
		)
		return answer.json()["message"]

	def unvisited(self) -> tuple[dict, str]:
		"""A child and a day, today if possible, on which it has not been visited yet."""
		children = self.records("Minor", ["name", "minor_name"], [["status", "=", "Active"]])
		days = [str(today() - timedelta(days=back)) for back in range(14)]
		visits = self.records("Visit", ["minor", "visit_date"], [["visit_date", ">=", days[-1]]])
		taken = {(visit["minor"], visit["visit_date"]) for visit in visits}
		return next((child, day) for day in days for child in children if (child["name"], day) not in taken)

	def visits(self) -> list[dict]:
		"""The visits to the child on the day that are handed in."""
		filters = [["minor", "=", self.child["name"]], ["visit_date", "=", self.day], ["docstatus", "=", 1]]
		return self.records("Visit", ["name", "summary", "owner"], filters)

	def open(self) -> "Writer":
		self.person.open("/visit")
		self.page.fill("input[type=search]", self.child["minor_name"])
		self.page.locator(".card", has_text=self.child["minor_name"]).first.click()
		self.page.wait_for_selector(".entry section .toggle")
		assert self.page.input_value(".entry input[type=date]") == str(today())
		self.page.fill(".entry input[type=date]", self.day)
		return self

	def write(self, photos: int = 1) -> "Writer":
		self.page.locator("[data-field='met_other'] .toggle").first.click()
		self.page.fill(".entry textarea", WORDS)
		self.choose([picture(60 + number) for number in range(photos)])
		self.page.wait_for_function(
			"count => document.querySelectorAll('figure').length === count", arg=photos
		)
		return self

	def choose(self, files: list[dict]) -> None:
		self.page.locator("[data-field='photos'] input[type=file]").last.set_input_files(files)

	def send(self) -> None:
		self.page.click(".save")

	def problem(self) -> str:
		self.page.wait_for_function("document.querySelector('.foot .problem')?.textContent")
		return self.page.inner_text(".foot .problem")

	def saved(self) -> str:
		self.page.wait_for_selector(".saved")
		return self.page.inner_text(".saved")

	def lose(self, stored: bool, times: int = 1) -> None:
		"""The next sendings are dropped: before they arrive, or their answers after the server has stored the visit."""

		def drop(route) -> None:
			if stored:
				route.fetch()
			route.abort("connectionreset")

		self.page.route(SUBMIT, drop, times=times)

	def answer_with(self, status: int) -> None:
		self.page.route(SUBMIT, lambda route: route.fulfill(status=status, body="<html>"), times=1)

	def hold(self) -> Route:
		"""Sends; the request stays on its way until it is told to go on."""
		held: list[Route] = []
		self.page.route(SUBMIT, lambda route: held.append(route), times=1)
		with self.page.expect_request(SUBMIT):
			self.send()
		self.page.wait_for_selector(".entry fieldset:disabled")
		return held[0]

	def assert_still_there(self) -> None:
		assert self.page.input_value(".entry textarea") == WORDS
		assert self.page.locator("figure").count() == 1
		assert (
			self.page.locator("[data-field='met_other'] .toggle").first.get_attribute("aria-pressed")
			== "true"
		)


@pytest.fixture
def writer(login):
	return Writer(login("village", phone=True, by_form=False))


@pytest.mark.parametrize("stored", [False, True])
def test_sent_again_after_the_request_or_its_answer_was_lost(writer, stored):
	writer.open().write()
	writer.lose(stored)
	writer.send()
	assert LOST in writer.problem()
	writer.assert_still_there()
	writer.send()
	text = writer.saved()
	assert [visit["name"] in text for visit in writer.visits()] == [True]
	photos = writer.page.request.get(
		f"{writer.person.base}/api/resource/Visit/{writer.visits()[0]['name']}"
	).json()["data"]["photos"]
	assert len(photos) == 1


def test_what_was_changed_after_a_lost_answer_is_said_not_to_be_stored(writer):
	writer.open().write()
	writer.lose(stored=True)
	writer.send()
	writer.problem()
	writer.page.fill(".entry textarea", WORDS + "，奶奶生病")
	writer.send()
	text = writer.saved()
	assert "小结" in text or "摘要" in text, text
	assert [visit["summary"] for visit in writer.visits()] == [WORDS]


def test_two_taps_are_one_sending(writer):
	sent = []
	writer.page.on("request", lambda request: request.url.endswith("submit_visit") and sent.append(request))
	writer.open().write()
	writer.page.dblclick(".save")
	writer.saved()
	assert (len(sent), len(writer.visits())) == (1, 1)


def test_nothing_can_be_changed_while_it_is_on_its_way(writer):
	writer.open().write()
	going = writer.hold()
	assert writer.page.locator(".entry textarea").is_disabled()
	assert writer.page.locator(".save").is_disabled()
	going.continue_()
	writer.saved()


def test_a_busy_server_is_no_end(writer):
	writer.person.expected += ["HTTP 502", "HTTP 500"]
	writer.open().write()
	for status in (502, 500):
		writer.answer_with(status)
		writer.send()
		assert "还在" in writer.problem()
		writer.assert_still_there()
	writer.send()
	writer.saved()
	assert len(writer.visits()) == 1


def test_the_back_button_asks_before_anything_is_lost(writer):
	writer.open().write()
	writer.page.evaluate("window.confirm = words => { window.asked = words; return false; }")
	writer.page.evaluate("history.back()")
	writer.page.wait_for_function("window.asked")
	writer.assert_still_there()
	assert writer.page.evaluate("location.hash") == "#form"
	writer.send()
	writer.saved()
	assert len(writer.visits()) == 1


def test_who_leaves_while_it_is_being_sent_is_told_what_became_of_it(writer):
	writer.open().write()
	going = writer.hold()
	writer.page.evaluate("history.back()")
	writer.page.wait_for_selector("main.list")
	going.continue_()
	writer.page.wait_for_selector(".notice:not([hidden])")
	assert writer.visits()[0]["name"] in writer.page.inner_text(".notice")


@pytest.mark.parametrize("stored", [False, True])
def test_after_a_reload_it_is_said_what_became_of_the_visit(writer, stored):
	writer.open().write()
	writer.lose(stored)
	writer.send()
	writer.problem()
	writer.page.reload()
	writer.page.wait_for_selector(".notice:not([hidden])")
	notice = writer.page.inner_text(".notice")
	if stored:
		assert writer.visits()[0]["name"] in notice
	else:
		assert "没有保存" in notice
		assert writer.visits() == []


def test_a_login_that_ran_out_costs_nothing_that_was_written(writer, town):
	writer.person.expected += ["HTTP 403", "HTTP 401"]
	writer.open().write()
	writer.page.context.clear_cookies()
	writer.send()
	writer.page.wait_for_selector(".veil input[type=password]")
	writer.page.fill(".veil input[type=password]", town.secret("demo_password"))
	writer.page.click(".veil button[type=submit]")
	writer.saved()
	assert [visit["owner"] for visit in writer.visits()] == ["village@demo.hulei"]


def test_who_logged_in_anew_in_another_tab_just_goes_on(writer, town):
	writer.person.expected += ["HTTP 400", "HTTP 403", "HTTP 417"]
	writer.open().write()
	log_in(writer, "village@demo.hulei", town.secret("demo_password"))
	writer.send()
	writer.saved()
	assert len(writer.visits()) == 1


def test_nobody_sends_in_the_name_of_who_logged_in_on_the_same_phone(writer, town):
	writer.person.expected += ["HTTP 400", "HTTP 403", "HTTP 417"]
	writer.open().write()
	log_in(writer, "leader@demo.hulei", town.secret("demo_password"))
	writer.send()
	writer.page.wait_for_selector(".veil input[type=password]")
	assert writer.visits() == []
	writer.page.fill(".veil input[type=password]", town.secret("demo_password"))
	writer.page.click(".veil button[type=submit]")
	writer.saved()
	assert [visit["owner"] for visit in writer.visits()] == ["village@demo.hulei"]


def log_in(writer: Writer, user: str, password: str) -> None:
	"""In another tab of the same browser, which then opens a page of its own."""
	answer = writer.page.request.post(
		f"{writer.person.base}/api/method/login", form={"usr": user, "pwd": password}
	)
	assert answer.ok
	other = writer.page.context.new_page()
	other.goto(f"{writer.person.base}/visit")
	other.close()


def test_the_same_visit_entered_by_another_is_asked_about(writer):
	writer.person.expected += ["HTTP 417"]
	writer.open().write().send()
	writer.saved()
	for answer, visits in ((1, 1), (0, 2)):
		writer.open().write().send()
		writer.page.wait_for_selector(".same-day")
		assert writer.visits()[0]["name"] in writer.problem()
		writer.assert_still_there()
		writer.page.locator(".same-day button").nth(answer).click()
		writer.page.wait_for_selector(".saved" if visits == 2 else ".rows .card")
		assert len(writer.visits()) == visits


def test_what_is_no_picture_and_what_is_one_too_many_is_said(writer):
	writer.open()
	heic = {"name": "a.heic", "mimeType": "image/heic", "buffer": b"\0\0\0\x18ftypheic" + bytes(64)}
	empty = {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": b""}
	writer.choose([heic, empty, picture()])
	writer.page.wait_for_selector("[data-field='photos'] .note.problem")
	assert "2" in writer.page.inner_text("[data-field='photos'] .note.problem")
	assert writer.page.locator("figure").count() == 1
	writer.choose([picture(100 + number) for number in range(12)])
	writer.page.wait_for_function("document.querySelectorAll('figure').length === 9")
	writer.page.wait_for_selector("[data-field='photos'] .note.problem")
	assert "4" in writer.page.inner_text("[data-field='photos'] .note.problem")
	writer.page.locator("[data-field='met_other'] .toggle").first.click()
	writer.send()
	writer.saved()
	assert len(writer.visits()) == 1


def test_a_photo_that_is_still_being_made_smaller_goes_with_the_visit(writer):
	writer.open()
	writer.page.locator("[data-field='met_other'] .toggle").first.click()
	writer.page.evaluate(
		"""() => {
			const draw = HTMLCanvasElement.prototype.toBlob;
			HTMLCanvasElement.prototype.toBlob = function (...args) { window.finish = () => draw.apply(this, args); };
		}"""
	)
	writer.choose([picture()])
	writer.page.wait_for_function("typeof window.finish === 'function'")
	writer.send()
	assert writer.page.locator(".save").is_disabled()
	writer.page.evaluate("window.finish()")
	assert "1" in writer.saved()
	assert len(writer.visits()) == 1


def test_the_phones_own_clock_and_a_refused_position_do_not_matter(writer):
	writer.page.add_init_script(
		"const Real = Date; window.Date = class extends Real {"
		" constructor(...given) { given.length ? super(...given) : super(2019, 0, 1); }"
		" static now() { return new Real(2019, 0, 1).getTime(); } };"
	)
	writer.open().write()
	writer.page.locator("[data-field~='latitude'] button").click()
	writer.page.wait_for_function(
		"document.querySelector(\"[data-field~='latitude'] .note\").textContent.includes('允许')"
	)
	writer.send()
	writer.saved()
	assert len(writer.visits()) == 1


def test_the_browser_keeps_nothing_of_what_was_entered(writer):
	writer.open().write()
	kept = writer.page.evaluate(
		"""async () => JSON.stringify([
			{...localStorage}, {...sessionStorage}, document.cookie, history.state, location.href,
			indexedDB.databases ? await indexedDB.databases() : [],
			window.caches ? await caches.keys() : [],
			navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0,
		])"""
	)
	local, session, _cookie, state, address, databases, caches, workers = json.loads(kept)
	assert (databases, caches, workers) == ([], [], 0)
	for personal in (WORDS, writer.child["minor_name"], writer.child["name"]):
		assert personal not in json.dumps([local, session, state, address], ensure_ascii=False)
	assert set(state) == {"form", "entry"}
	form = writer.page.locator(".entry form")
	assert form.get_attribute("autocomplete") == "off"
	answer = writer.page.request.get(f"{writer.person.base}/visit")
	assert "no-store" in answer.headers["cache-control"]
