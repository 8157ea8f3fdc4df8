"""Each kind of person logs in and sees today's work, in Chinese, and only what is theirs."""

import re

import pytest

ROLES = ("village", "leader", "office", "governance", "school", "police", "steward")
# Words that stay Latin on a Chinese screen.
LATIN = re.compile(
	r"\b(?!(?:ID|PDF|Excel|CSV|URL|HTML|OK|GPS|Ctrl|App|demo|hulei|Administrator)\b)[A-Za-z]{3,}\b"
)


def visible_text(page) -> str:
	return page.evaluate(
		"document.querySelector('.page-container:not([style*=\"display: none\"])')?.innerText || document.body.innerText"
	)


@pytest.mark.parametrize("user", ROLES)
def test_first_screen_after_login_is_in_chinese(login, user):
	person = login(user)
	person.page.wait_for_selector(
		".layout-main-section .widget, .layout-main-section .ce-block", timeout=60_000
	)
	person.page.wait_for_load_state("networkidle")
	person.photograph(f"home-{user}")
	text = visible_text(person.page)
	assert re.search(r"[一-鿿]", text)
	assert sorted(set(LATIN.findall(text))) == []


@pytest.mark.parametrize(
	("user", "doctype"),
	[
		("village", "Minor"),
		("village", "Visit"),
		("village", "Obligation"),
		("leader", "Household"),
		("office", "Grade Change"),
		("governance", "Compliance Report"),
		("governance", "Joint Meeting"),
		("school", "Minor"),
		("police", "Follow Up"),
		("steward", "Officer"),
		("steward", "Duty"),
	],
)
def test_lists_are_in_chinese_and_without_errors(login, user, doctype):
	person = login(user)
	route = doctype.lower().replace(" ", "-")
	person.open(f"/app/{route}")
	person.page.wait_for_selector(
		".frappe-list .list-row-container, .frappe-list .no-result:not(.hide)", timeout=60_000
	)
	person.page.wait_for_load_state("networkidle")
	person.photograph(f"list-{user}-{route}")
	head = (
		person.page.inner_text(".frappe-list .list-row-head")
		if person.page.query_selector(".list-row-head")
		else ""
	)
	assert LATIN.findall(head) == []


def test_a_secretary_sees_the_own_village_only(login):
	person = login("village")
	status, rows = person.call(
		"frappe.client.get_list", doctype="Minor", fields=["name", "area"], limit_page_length=0
	)
	assert status == 200 and rows
	villages = {row["area"][:12] for row in rows}
	assert len(villages) == 1
	office = login("office")
	_status, everybody = office.call(
		"frappe.client.get_list", doctype="Minor", fields=["name", "area"], limit_page_length=0
	)
	assert len(everybody) > len(rows)
	foreign = next(row["name"] for row in everybody if row["area"][:12] not in villages)
	person.expected = ["HTTP 403", "403"]
	status, _message = person.call("frappe.client.get", doctype="Minor", name=foreign)
	assert status == 403


def test_a_school_sees_its_pupils_without_the_reasons(login):
	person = login("school")
	status, rows = person.call(
		"frappe.client.get_list", doctype="Minor", fields=["name", "school"], limit_page_length=0
	)
	assert status == 200 and rows
	assert len({row["school"] for row in rows}) == 1
	_status, pupil = person.call("frappe.client.get", doctype="Minor", name=rows[0]["name"])
	for hidden in ("grade_reason", "risk_factors", "remarks", "grade_rule"):
		assert not pupil.get(hidden)
	assert "*" in (pupil.get("id_number") or "*")


def test_the_police_have_no_ledger(login):
	person = login("police")
	person.expected = ["HTTP 403", "403"]
	status, _rows = person.call("frappe.client.get_list", doctype="Minor", fields=["name"])
	assert status == 403


def test_a_guest_sees_nothing(town):
	import urllib.error
	import urllib.request

	for path in ("/api/resource/Minor", "/api/resource/Officer", "/api/method/lijian_hulei.api.desk.my_day"):
		request = urllib.request.Request(
			f"http://127.0.0.1:{town.port}{path}", headers={"Accept": "application/json"}
		)
		with pytest.raises(urllib.error.HTTPError) as refusal:
			urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)
		assert refusal.value.code in (401, 403)
		assert b"Traceback" not in refusal.value.read()
