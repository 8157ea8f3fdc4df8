"""The gate over real HTTP: what it lets through and what it refuses, with cookies, with API keys, and for guests.

Each advisory has its probe in access/gate/test_*.py of the app; here are those whose answer depends on the server.
"""

import base64
import json

import pytest
import requests

from tests.rest.conftest import Client

ORACLE = ["(select count(*) from __Auth)>0"]
PIXEL = base64.b64decode(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def refused(answer: requests.Response) -> None:
	assert answer.status_code == 403, (answer.status_code, answer.text[:300])
	if "json" in answer.headers["Content-Type"]:
		assert not {"exc", "exception", "_exc_source", "_debug_messages"} & set(answer.json())
	assert "Traceback" not in answer.text


def fine(answer: requests.Response):
	assert answer.status_code == 200, (answer.status_code, answer.text[:300])
	return answer.json().get("message")


# guests


def test_a_guest_sees_the_login_page_with_its_policy(guest):
	page = guest.get("/login", headers={"Accept": "text/html"})
	assert page.status_code == 200
	assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
	"path",
	[
		"/about",
		"/third_party_apps",
		"/me",
		"/printview?doctype=User&name=Administrator",
	],
)
def test_a_guest_sees_no_other_page(guest, path):
	refused(guest.get(path, headers={"Accept": "text/html"}))


@pytest.mark.parametrize(
	"name",
	[
		"frappe.client.get_list",
		"frappe.www.list.get",
		"frappe.utils.global_search.web_search",
		"no.such.thing",
	],
)
def test_a_guest_may_call_next_to_nothing(guest, name):
	refused(guest.call(name, {"doctype": "User", "text": "x"}))
	refused(guest.post("/", data={"cmd": name, "doctype": "User"}))


def test_a_guest_is_sent_nowhere_else(guest, cadre):
	for client in (guest, cadre):
		for target in ("https://evil.example/", "//evil.example", "/\\evil.example"):
			answer = client.get(
				"/login",
				params={"redirect-to": target},
				headers={"Accept": "text/html"},
			)
			refused(answer)
			assert "Location" not in answer.headers


def test_forgotten_passwords_have_one_answer(guest, world):
	name = "frappe.core.doctype.user.user.reset_password"
	refused(guest.call(name, {"user": world["cadre"]["user"]}, method="GET"))
	answers = [guest.call(name, {"user": user}) for user in (world["leaver"]["user"], "nobody@town.example")]
	assert [answer.status_code for answer in answers] == [200, 200]
	assert answers[0].text == answers[1].text


def test_unknown_reset_keys_are_told_so(guest):
	arguments = {"key": "x" * 43, "new_password": "Tiger-Bridge-77-Lamp"}
	answer = guest.call("frappe.core.doctype.user.user.update_password", arguments)
	assert answer.status_code == 410


# officers


def test_the_desk_works(cadre, world):
	named = {"doctype": "Minor", "name": world["minor"]}
	assert fine(
		cadre.call(
			"frappe.desk.reportview.get",
			{"doctype": "Minor", "fields": ["name"], "filters": []},
		)
	)
	answer = cadre.call("frappe.desk.form.load.getdoc", named, method="GET")
	assert answer.status_code == 200
	document = answer.json()["docs"][0]
	document["nationality"] = "汉族"
	fine(
		cadre.call(
			"frappe.desk.form.save.savedocs",
			{"doc": json.dumps(document), "action": "Save"},
		)
	)
	fine(
		cadre.call(
			"frappe.desk.form.load.getdoctype",
			{"doctype": "Visit", "with_parent": 1},
			method="GET",
		)
	)


def test_sql_in_filters_is_refused_by_every_door(cadre, machine):
	for client in (cadre, machine):
		arguments = {"doctype": "Minor", "txt": "", "filters": ORACLE}
		for name in (
			"frappe.desk.search.search_widget",
			"frappe.desk.reportview.get",
			"frappe.client.get_list",
		):
			refused(client.call(name, arguments))
			refused(client.call(name, arguments, method="GET"))
			refused(client.post(f"/api/method/{name}", json=arguments))
		refused(client.get("/api/resource/Minor", params={"filters": json.dumps(ORACLE)}))
		refused(client.get("/api/resource/Minor", params={"fields": '["sleep(0)"]'}))
		refused(client.get("/api/resource/Minor", params={"order_by": "sleep(1)"}))


def test_an_api_key_is_held_to_the_same_list(machine, world):
	assert fine(machine.call("frappe.auth.get_logged_user", method="GET")) == world["cadre"]["user"]
	rows = machine.get("/api/resource/Minor", params={"fields": '["name"]'}).json()["data"]
	assert {"name": world["minor"]} in rows
	assert {"name": world["foreign"]} not in rows
	refused(machine.call("frappe.client.get_password", {"doctype": "User", "name": "Administrator"}))
	refused(
		machine.call(
			"frappe.desk.doctype.workspace.workspace.save_page",
			{"title": "x", "public": 1},
		)
	)
	refused(machine.get("/api/resource/User"))


def test_other_authorizations_are_refused(guest, world):
	refused(guest.call("ping", method="GET", headers={"Authorization": "Bearer x"}))
	key = {
		"Authorization": f"token {world['cadre']['token']}",
		"Frappe-Authorization-Source": "Connected App",
	}
	refused(guest.call("ping", method="GET", headers=key))


def test_a_foreign_record_stays_closed(cadre, world):
	named = {"doctype": "Minor", "name": world["foreign"]}
	refused(cadre.call("frappe.desk.form.load.getdoc", named, method="GET"))
	refused(cadre.get(f"/api/resource/Minor/{world['foreign']}"))
	refused(
		cadre.call(
			"frappe.desk.form.assign_to.add",
			named | {"assign_to": [world["cadre"]["user"]]},
		)
	)
	refused(cadre.call("frappe.desk.like.toggle_like", named | {"add": "Yes"}))
	title = {"doctype": "Minor", "docname": world["foreign"]}
	assert fine(cadre.call("frappe.desk.search.get_link_title", title)) == world["foreign"]


def test_a_writing_link_does_nothing(cadre, world):
	refused(
		cadre.call(
			"frappe.client.delete",
			{"doctype": "Minor", "name": world["minor"]},
			method="GET",
		)
	)
	assert cadre.get(f"/api/resource/Minor/{world['minor']}").status_code == 200


# files


def upload(client: Client, name: str, content: bytes = PIXEL, **form) -> requests.Response:
	return client.post("/api/method/upload_file", files={"file": (name, content)}, data=form)


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.xml", "x.png.html", "x", "..%2fx.png"])
def test_what_a_browser_runs_is_not_taken(cadre, name):
	refused(upload(cadre, name, b"<script>alert(1)</script>"))


def test_an_attachment_is_private_and_follows_its_record(cadre, neighbour, guest, world):
	answer = upload(cadre, "照片.png", is_private=0, doctype="Minor", docname=world["minor"])
	file = fine(answer)
	assert file["is_private"] == 1
	assert cadre.get(file["file_url"]).status_code == 200
	for client in (neighbour, guest):
		refused(client.get(file["file_url"], headers={"Accept": "text/html"}))
	own = {
		"doctype": "Minor",
		"docname": world["foreign"],
		"file_url": file["file_url"],
	}
	refused(neighbour.call("upload_file", own))
	refused(neighbour.call("upload_file", {"library_file_name": file["name"]}))


def test_the_server_fetches_nothing(cadre):
	refused(
		cadre.call(
			"upload_file",
			{
				"file_url": "http://169.254.169.254/latest/meta-data",
				"file_name": "a.png",
			},
		)
	)


# the end


def test_who_leaves_is_out_at_once(world, run):
	leaver = Client().log_in(world["leaver"]["user"], world["password"])
	machine = Client(token=world["leaver"]["token"])
	assert fine(leaver.call("frappe.auth.get_logged_user", method="GET")) == world["leaver"]["user"]
	run("lijian_hulei.testing.rest_world.leave", world["leaver"]["officer"])
	assert leaver.call("frappe.auth.get_logged_user", method="GET").status_code in (
		401,
		403,
	)
	assert machine.call("frappe.auth.get_logged_user", method="GET").status_code in (
		401,
		403,
	)
