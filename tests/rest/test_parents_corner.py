"""The pages without login over real HTTP: what a parent may do, and what nobody may do through them."""

import pytest
import requests

SEND = "lijian_hulei.api.public.feedback.send_feedback"
READ = "lijian_hulei.api.public.feedback.read_answer"
DOWNLOAD = "lijian_hulei.api.public.library.download"


@pytest.fixture(scope="module")
def corner(run) -> dict:
	"""{point, school, resource, draft}: a school's code and two texts of the library, one of them published."""
	return run("lijian_hulei.testing.rest_corner.make")


@pytest.fixture(autouse=True)
def unlimited(run) -> None:
	"""Each test starts with its own allowance."""
	run("lijian_hulei.testing.rest_corner.forget_uses")


def entry(corner: dict, **overrides) -> dict:
	return {
		"topic": "internet_use",
		"content": "孩子整天玩手机，请老师指导。",
		"point": corner["point"],
		**overrides,
	}


def refused(answer: requests.Response, status: int = 417) -> str:
	assert answer.status_code == status, (answer.status_code, answer.text[:300])
	assert not {"exc", "exception", "_exc_source"} & set(answer.json())
	assert "Traceback" not in answer.text
	return answer.text


@pytest.mark.parametrize(
	"path", ["/feedback", "/notices", "/library", "/library?r=no-such", "/feedback?p=wrong"]
)
def test_the_pages_open_without_login_and_carry_the_policy(guest, path):
	page = guest.get(path, headers={"Accept": "text/html"})
	assert page.status_code == 200
	assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
	for nothing in ("localStorage", "sessionStorage", "indexedDB", "frappe-web.bundle"):
		assert nothing not in page.text


def test_the_page_names_the_school_of_the_code(guest, corner):
	page = guest.get(f"/feedback?p={corner['point']}", headers={"Accept": "text/html"})
	assert corner["school"] in page.text


def test_r44_a_parent_sends_and_asks(guest, corner):
	sent = guest.call(SEND, entry(corner))
	assert sent.status_code == 200, sent.text[:300]
	assert set(sent.json()["message"]) == {"code"}
	found = guest.call(READ, {"code": sent.json()["message"]["code"]})
	assert found.status_code == 200
	assert found.json()["message"]["answer"] == ""
	assert "手机" not in found.text


def test_r44_script_stays_text(guest, corner):
	script = "<script>alert(1)</script><img src=x onerror=alert(1)> 请处理"
	code = guest.call(SEND, entry(corner, content=script)).json()["message"]["code"]
	assert "<script" not in guest.call(READ, {"code": code}).text
	page = guest.get('/feedback?p="><script>alert(1)</script>', headers={"Accept": "text/html"})
	assert "<script>alert(1)" not in page.text
	page = guest.get("/library?r=<script>alert(1)</script>", headers={"Accept": "text/html"})
	assert "<script>alert(1)" not in page.text


@pytest.mark.parametrize(
	"wrong",
	[
		{"content": "长" * 200_000},
		{"content": ""},
		{"topic": "x" * 5000},
		{"topic": '["like", "%"]'},
		{"point": "%"},
		{"point": "x" * 5000},
		{"contact": "1" * 5000},
		{"website": "spam"},
	],
)
def test_r44_wrong_input_is_refused(guest, corner, wrong):
	text = refused(guest.call(SEND, entry(corner, **wrong)))
	assert len(text) < 3000


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC", "%", "' or 1=1 --", "x" * 100_000, '{"a": 1}'])
def test_r44_wrong_codes_have_one_answer(guest, code):
	refused(guest.call(READ, {"code": code}))


def test_r44_nothing_by_get(guest, corner):
	assert guest.call(SEND, entry(corner), method="GET").status_code == 403
	assert guest.call(READ, {"code": "AAAA-BBBB-CCCC"}, method="GET").status_code == 403


def test_r44_too_many_are_told_to_wait(guest, corner):
	for _time in range(5):
		assert guest.call(SEND, entry(corner)).status_code == 200
	refused(guest.call(SEND, entry(corner)), 429)
	for _time in range(20):
		guest.call(READ, {"code": "AAAA-BBBB-CCCC"})
	refused(guest.call(READ, {"code": "AAAA-BBBB-CCCC"}), 429)


def test_a_guest_reads_no_record(guest):
	for doctype in ("Parent Feedback", "Bulletin", "Feedback Point", "Resource"):
		assert guest.get(f"/api/resource/{doctype}").status_code == 403


def test_r43_only_published_texts_and_files(guest, corner):
	page = guest.get(f"/library?r={corner['resource']}", headers={"Accept": "text/html"})
	assert "背心" in page.text
	page = guest.get(f"/library?r={corner['draft']}", headers={"Accept": "text/html"})
	assert "草稿内容" not in page.text
	file = guest.call(DOWNLOAD, {"resource": corner["resource"]}, method="GET")
	assert file.status_code == 200 and file.content.startswith(b"%PDF")
	assert "attachment" in file.headers["Content-Disposition"]
	for wrong in (corner["draft"], "no-such", "../../site_config.json"):
		assert guest.call(DOWNLOAD, {"resource": wrong}, method="GET").status_code == 404
