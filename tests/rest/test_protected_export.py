"""The protected export over real HTTP: asked for, waited for, downloaded by who asked, by nobody else, and not for long."""

import io
import json
import time

import pytest
import pyzipper

from tests.rest.conftest import Client
from tests.rest.test_gate import fine, refused

API = "lijian_hulei.api.export"
PASSWORD, REASON = "Rest-2026-abc", "核对全镇在册未成年人名单"
FIELDS = ["minor_name", "sex", "area"]
LONGEST_WAIT = 90  # seconds; the job of a report waits for a free worker


@pytest.fixture(scope="module")
def office(world: dict) -> Client:
	return Client().log_in(world["office"]["user"], world["password"])


@pytest.fixture(scope="module")
def colleague(world: dict) -> Client:
	"""Of the other office: may export as well, but this is not hers."""
	return Client().log_in(world["colleague"]["user"], world["password"])


@pytest.fixture(scope="module")
def export(office: Client) -> dict:
	return ready(office, fine(start(office)))


def start(client: Client, **changes):
	order = {
		"doctype": "Minor",
		"filters": [["Minor", "status", "=", "Active"]],
		"fields": FIELDS,
		"reason": REASON,
		"password": PASSWORD,
	}
	return client.call(f"{API}.start", order | changes)


def ready(client: Client, state: dict) -> dict:
	"""The state of an export once its job has ended."""
	until = time.monotonic() + LONGEST_WAIT
	while state["status"] in ("Queued", "Running"):
		assert time.monotonic() < until, f"{state} after {LONGEST_WAIT} s"
		time.sleep(0.5)
		state = fine(client.call(f"{API}.state", {"name": state["name"]}, "GET"))
	assert state["status"] == "Ready", state
	return state


def download(client: Client, name: str):
	return client.call(f"{API}.download", {"name": name})


def test_who_asked_gets_an_encrypted_archive(office, export):
	answer = download(office, export["name"])
	assert answer.status_code == 200
	assert answer.content[:2] == b"PK"
	with pyzipper.AESZipFile(io.BytesIO(answer.content)) as archive:
		names = archive.namelist()
		with pytest.raises(RuntimeError):
			archive.read(names[0], pwd=b"not the password")
		assert archive.read(names[0], pwd=PASSWORD.encode())[:2] == b"PK"  # the workbook


def test_names_of_files_and_states_name_nobody(office, world, export):
	child = office.get(f"/api/resource/Minor/{world['minor']}").json()["data"]["minor_name"]
	assert child not in json.dumps(export, ensure_ascii=False)
	assert child not in download(office, export["name"]).headers["Content-Disposition"]


def test_a_report_comes_from_a_job(office):
	order = {
		"report_name": "Overdue Duties by Owner",
		"filters": {},
		"reason": REASON,
		"password": PASSWORD,
	}
	state = ready(office, fine(office.call(f"{API}.start_report", order)))
	assert download(office, state["name"]).content[:2] == b"PK"


@pytest.mark.parametrize("way", ["state", "download"])
def test_nobody_else_gets_it(cadre, machine, colleague, guest, export, way):
	for stranger in (cadre, machine, colleague, guest):
		refused(stranger.call(f"{API}.{way}", {"name": export["name"]}))
	stranger = colleague.get(f"/private/protected_exports/{export['name']}.zip")
	assert stranger.status_code in (403, 404)


def test_a_link_cannot_fetch_it(office, export):
	refused(office.call(f"{API}.download", {"name": export["name"]}, "GET"))


def test_posts_without_the_right_cannot_ask(cadre, neighbour, guest):
	for client in (cadre, neighbour, guest):
		refused(start(client))


@pytest.mark.parametrize(
	"changes",
	[
		{"reason": ""},
		{"reason": "要用"},
		{"password": "short"},
		{"password": "12345678901"},
		{"fields": []},
		{"fields": ["search_key"]},
		{"doctype": "Duty", "filters": []},
	],
)
def test_without_a_reason_a_password_or_columns_nothing_is_made(office, changes):
	answer = start(office, **changes)
	assert answer.status_code in (403, 417), answer.text[:300]
	assert PASSWORD not in answer.text
	if changes.get("password"):
		assert changes["password"] not in answer.text


def test_frappes_own_exports_are_no_way_round(office):
	listed = {"doctype": "Minor", "fields": ["`tabMinor`.`minor_name`"], "file_format_type": "CSV"}
	refused(office.call("frappe.desk.reportview.export_query", listed))
	report = {"report_name": "Overdue Duties by Owner", "filters": {}, "file_format_type": "Excel"}
	refused(office.call("frappe.desk.query_report.export_query", report))


def test_after_its_time_it_is_gone_for_its_owner_too(office, run):
	state = ready(office, fine(start(office)))
	assert download(office, state["name"]).status_code == 200
	assert run("lijian_hulei.testing.rest_world.let_expire", state["name"]) >= 1
	answer = download(office, state["name"])
	assert answer.status_code in (403, 417), answer.text[:300]
	assert answer.content[:2] != b"PK"
	assert fine(office.call(f"{API}.state", {"name": state["name"]}, "GET"))["status"] == "Expired"
