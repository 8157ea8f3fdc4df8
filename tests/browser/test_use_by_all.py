"""For everybody's eyes and hands: contrast and names (axe), the keyboard alone, a phone 390 px wide, targets for fingers."""

from itertools import pairwise

import pytest

from bootstrap.bench import ROOT
from tests.browser.walking import Walk

AXE = (ROOT / "apps/frappe/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
GUEST_PAGES = ("/report", "/feedback", "/library", "/notices", "/login", "/update-password?key=x")
FINGER = 44  # px, WCAG 2.5.5
FINDINGS = """async () => {
	const result = await axe.run(document, { resultTypes: ["violations"] });
	return result.violations.filter((one) => ["serious", "critical"].includes(one.impact)).map(
		(one) => one.id + " (" + one.impact + "): " + one.nodes.slice(0, 4).map((node) => node.target.join(" ")).join(", ")
	);
}"""
TOO_WIDE = "() => document.documentElement.scrollWidth - window.innerWidth"
# What fingers press, without what lies within a bigger label, and links within a sentence.
SMALL = """least => [...document.querySelectorAll("button, select, textarea, summary, input:not([type=hidden]), label:has(input[type=radio], input[type=checkbox]), a.button, a.card, nav a")]
	.filter((one) => one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && !one.closest(".trap"))
	.filter((one) => !(one.matches("input[type=radio], input[type=checkbox]") && one.closest("label")))
	.filter((one) => one.getBoundingClientRect().height < least - 0.5)
	.map((one) => one.outerHTML.slice(0, 90))"""
FOCUS = """() => {
	const one = document.activeElement;
	const seen = one.matches(".tap input") ? one.nextElementSibling : one;
	const style = getComputedStyle(seen);
	const visible = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
	return [one.tagName, one.name || one.id || one.className || one.innerText.slice(0, 20), visible, one.type || ""];
}"""


def findings(page) -> list[str]:
	page.evaluate(AXE)
	return page.evaluate(FINDINGS)


def name_of_a_child(person) -> str:
	answer = person.page.request.get(
		person.base
		+ "/api/method/frappe.client.get_list?doctype=Minor&limit_page_length=1&fields="
		+ '["minor_name"]'
	)
	return answer.json()["message"][0]["minor_name"]


@pytest.mark.parametrize("path", GUEST_PAGES)
def test_a_public_page_can_be_read_by_all_and_used_on_a_phone(visitor, path):
	guest = visitor(phone=True, width=390)
	page = guest.open(path)
	page.wait_for_load_state("networkidle")
	assert findings(page) == []
	assert page.evaluate(TOO_WIDE) <= 0
	assert page.evaluate(SMALL, FINGER) == []


def test_the_phone_page_can_be_read_by_all_and_pressed_by_fingers(login):
	cadre = login("village", phone=True, by_form=False, width=390)
	page = cadre.open("/visit")
	page.fill("input[type=search]", name_of_a_child(cadre))
	page.wait_for_selector(".card")
	assert findings(page) == []
	assert page.evaluate(TOO_WIDE) <= 0
	assert page.evaluate(SMALL, FINGER) == []
	page.locator(".card").first.click()
	page.wait_for_selector("section")
	assert findings(page) == []
	assert page.evaluate(TOO_WIDE) <= 0
	assert page.evaluate(SMALL, FINGER) == []


def test_the_desk_can_be_read_by_all(login):
	office = login("office", by_form=False)
	walk = Walk(office.page)
	office.open("/app")
	walk.settle(0.5)
	name = walk.first_record("Minor")
	found = {}
	for route in (
		("Workspaces", "Protection Office Desk"),
		("List", "Minor", "List"),
		("Form", "Minor", name),
		("query-report", "Grade Overview by Village"),
	):
		walk.route(*route)
		walk.settle(0.8)
		found[route[1]] = findings(office.page)
	assert {place: list_ for place, list_ in found.items() if list_} == {}


def test_the_desk_fits_a_phone(login):
	office = login("office", phone=True, by_form=False, width=390)
	walk = Walk(office.page)
	office.open("/app")
	walk.settle(0.5)
	too_wide = {}
	for doctype in ("Minor", "Visit", "Obligation", "Venue"):
		name = walk.first_record(doctype)
		for route in (("List", doctype, "List"), ("Form", doctype, name)):
			walk.route(*route)
			if office.page.evaluate(TOO_WIDE) > 0:
				too_wide[route] = office.page.evaluate(TOO_WIDE)
		# What one came for can be pressed: save or new.
		assert office.page.locator(".page-actions:visible").count()
	assert too_wide == {}


def test_a_long_heading_leaves_room_for_its_state_and_buttons(login):
	office = login("office", phone=True, by_form=False, width=390)
	walk = Walk(office.page)
	office.open("/app")
	walk.settle()
	walk.route("Form", "Mandatory Report", walk.first_record("Mandatory Report"))
	head = office.page.locator(".page-head:visible")
	boxes = [
		head.locator(part).first.bounding_box()
		for part in (".title-text", ".indicator-pill", ".page-actions")
	]
	for left, right in pairwise(boxes):
		assert left["x"] + left["width"] <= right["x"] + 1
	assert boxes[-1]["x"] + boxes[-1]["width"] <= 390


def test_a_new_visit_names_no_place_before_its_child(login):
	page = login("village", by_form=False).open_desk("/app/visit/new")
	page.wait_for_function(
		"window.cur_frm && cur_frm.is_new() && cur_frm.doc.main_visitor && !cur_frm.doc.area"
	)
	assert not page.locator("[data-fieldname='area']:visible").count()


@pytest.mark.parametrize(("path", "last"), [("/report", "send"), ("/feedback", "button")])
def test_a_form_for_guests_works_by_keyboard_alone(visitor, path, last):
	page = visitor().open(path)
	page.wait_for_load_state("networkidle")
	been, seen, unseen = [], set(), set()
	for _press in range(60):
		page.keyboard.press("Tab")
		tag, name, visible, kind = page.evaluate(FOCUS)
		if tag == "BODY":
			break
		been.append((tag, name, kind))
		# Within a field for dates the keyboard moves over its parts and its calendar, each with a mark of its own.
		(seen if visible else unseen).add(name)
	assert unseen - seen == set()
	assert not [one for one in been if one[1] == "website"], "a trap for machines is no stop"
	assert any(kind == "submit" or name == last for _tag, name, kind in been), been
	assert any(tag == "TEXTAREA" for tag, _name, _kind in been)


def test_a_visit_is_begun_by_keyboard_alone(login):
	cadre = login("village", by_form=False)
	page = cadre.open("/visit")
	page.wait_for_selector("input[type=search]")
	for _press in range(20):
		page.keyboard.press("Tab")
		if page.evaluate("() => document.activeElement.matches('input[type=search]')"):
			break
	page.keyboard.type(name_of_a_child(cadre))
	page.wait_for_selector(".card")
	for _press in range(20):
		page.keyboard.press("Tab")
		if page.evaluate("() => document.activeElement.matches('.card')"):
			break
	assert page.evaluate(FOCUS)[2]
	page.keyboard.press("Enter")
	page.wait_for_selector("section")


def test_the_desks_shortcuts_work(login):
	office = login("office", by_form=False)
	walk = Walk(office.page)
	office.open("/app/minor")
	office.page.wait_for_selector(".list-row-container")
	walk.settle(0.5)
	office.page.keyboard.press("Control+g")
	assert office.page.evaluate("document.activeElement.id") == "navbar-search"
	office.page.keyboard.press("Escape")
	office.page.evaluate("document.activeElement.blur()")
	office.page.keyboard.press("Shift+?")
	office.page.wait_for_selector(".modal.show kbd")
