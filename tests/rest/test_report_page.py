"""The public report page over real HTTP: no login, no cookie, a code that tells the state, and nothing else."""

import base64
import json
import uuid

from tests.rest.test_gate import fine, refused

API = "lijian_hulei.api.public.mandatory_report."
PIXEL = base64.b64decode(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
VILLAGE = "990101101901"


def entry(**overrides) -> str:
	values = {
		"request_id": uuid.uuid4().hex,
		"situation": "violence",
		"area": VILLAGE,
		"discovered_at": "2026-01-01T08:00",
		"what_happened": "测试：手臂有淤青",
		"reporter_kind": "Citizen",
		"is_anonymous": True,
	}
	return json.dumps({**values, **overrides})


def test_the_page_opens_without_a_login(world, guest):
	page = guest.get("/report", headers={"Accept": "text/html"})
	assert page.status_code == 200
	assert "tel:110" in page.text
	assert page.text.count('name="situation"') == 9


def test_a_report_comes_in_and_its_code_tells_the_state(world, guest):
	answer = fine(
		guest.call(
			API + "submit_report", {"payload": entry()}, files={"photos": ("a.png", PIXEL, "image/png")}
		)
	)
	assert set(answer) == {"code", "reported_at"}
	assert fine(guest.call(API + "report_state", {"code": answer["code"]}))["state"]
	assert fine(guest.call(API + "report_state", {"code": "ABCD-EFGH-JKMN"})) == {"state": ""}


def test_neither_by_get_nor_with_other_files(world, guest):
	refused(guest.call(API + "submit_report", {"payload": entry()}, method="GET"))
	answer = guest.call(
		API + "submit_report", {"payload": entry()}, files={"photos": ("a.svg", b"<svg/>", "image/svg+xml")}
	)
	assert answer.status_code == 417
	assert "Traceback" not in answer.text


def test_a_guest_reads_no_report_and_a_cadre_not_the_village_s(world, guest, cadre):
	fine(guest.call(API + "submit_report", {"payload": entry()}))
	refused(guest.get("/api/resource/Mandatory Report"))
	assert cadre.get("/api/resource/Mandatory Report").json()["data"] == []
	refused(cadre.get("/api/resource/Report Obstruction"))
