"""What a steward changes without code, over real HTTP: a new record type, a field, and what others see of them."""

import json

import pytest

from tests.rest.conftest import Client
from tests.rest.test_gate import fine, refused

TITLE, RECORD_TYPE = "测试心理疏导", "Record Ce Shi Xin Li Shu Dao"
DESCRIPTION = {
	"title": TITLE,
	"module": "Care",
	"numbering": "CSSD",
	"about_minor": 1,
	"fields_wanted": [
		{"label": "开展日期", "fieldtype": "Date", "is_required": 1, "in_list": 1},
		{
			"label": "开展方式",
			"fieldtype": "Select",
			"choices": "入户\n电话",
			"in_list": 1,
		},
	],
	"roles": [
		{"role": "Village Cadre", "may_create": 1, "may_print": 1},
		{"role": "Protection Office"},
	],
}


@pytest.fixture(scope="module")
def steward(world: dict) -> Client:
	return Client().log_in(world["steward"]["user"], world["password"])


@pytest.fixture(scope="module")
def police(world: dict) -> Client:
	return Client().log_in(world["police"]["user"], world["password"])


@pytest.fixture(scope="module")
def record_type(steward) -> str:
	"""Made once; a second run of the tests on the same site finds it there."""
	if steward.get(f"/api/resource/Record Type/{TITLE}").status_code != 200:
		made = steward.post("/api/resource/Record Type", json=DESCRIPTION)
		assert made.status_code == 200, made.text[:500]
	return RECORD_TYPE


def names(answer) -> list[str]:
	return [row["name"] for row in answer.json().get("data", [])] if answer.status_code == 200 else []


def test_a_record_type_made_without_code_is_limited_like_the_apps_own(
	world, cadre, neighbour, police, steward, record_type
):
	values = {
		"minor": world["minor"],
		"kai_zhan_ri_qi": "2026-01-02",
		"kai_zhan_fang_shi": "入户",
	}
	refused(cadre.post(f"/api/resource/{record_type}", json={**values, "area": "990101101902"}))
	made = cadre.post(f"/api/resource/{record_type}", json=values)
	assert made.status_code == 200, made.text[:500]
	record = made.json()["data"]
	assert record["area"] == "990101101901"  # the minor's
	assert record["name"].startswith("CSSD-")
	assert record["name"] in names(cadre.get(f"/api/resource/{record_type}", params={"limit_page_length": 0}))
	for stranger in (neighbour, police, steward):
		assert record["name"] not in names(stranger.get(f"/api/resource/{record_type}"))
		refused(stranger.get(f"/api/resource/{record_type}/{record['name']}"))
	refused(neighbour.post(f"/api/resource/{record_type}", json=values))


def test_it_grows_and_loses_nothing(world, cadre, steward, record_type):
	stored = steward.get(f"/api/resource/Record Type/{TITLE}").json()["data"]
	rows = [row for row in stored["fields_wanted"] if row["fieldtype"] == "Date"]
	rows.append({"label": "备注说明", "fieldtype": "Small Text"})
	changed = steward.put(f"/api/resource/Record Type/{TITLE}", json={"fields_wanted": rows})
	assert changed.status_code == 200, changed.text[:500]
	made = cadre.post(
		f"/api/resource/{record_type}",
		json={
			"minor": world["minor"],
			"kai_zhan_ri_qi": "2026-01-03",
			"bei_zhu_shuo_ming": "已联系家长",
		},
	)
	assert made.json()["data"]["bei_zhu_shuo_ming"] == "已联系家长"
	assert "kai_zhan_fang_shi" in made.json()["data"]


def test_others_describe_no_record_types(cadre, police):
	for somebody in (cadre, police):
		refused(somebody.post("/api/resource/Record Type", json={**DESCRIPTION, "title": "另一台账"}))
		refused(
			somebody.post(
				"/api/resource/Custom Field",
				json={"dt": "Visit", "fieldtype": "Int", "label": "x"},
			)
		)
		refused(somebody.post("/api/resource/DocType", json={"name": "X"}))


def test_a_steward_adds_a_field_through_customize_form(cadre, steward):
	fine(
		steward.call(
			"run_doc_method",
			{
				"docs": {"doctype": "Customize Form", "doc_type": "Follow Up"},
				"method": "fetch_to_customize",
			},
		)
	)
	field = {
		"dt": "Follow Up",
		"fieldname": "test_hours",
		"label": "服务时长",
		"fieldtype": "Int",
	}
	if steward.get("/api/resource/Custom Field/Follow Up-test_hours").status_code != 200:
		added = steward.post("/api/resource/Custom Field", json={**field, "insert_after": "due_on"})
		assert added.status_code == 200, added.text[:500]
	for wrong in (
		{"fieldtype": "HTML", "options": "<script>"},
		{"fieldtype": "Data", "fetch_from": "minor.id_number"},
		{"dt": "User", "fieldtype": "Data"},
	):
		values = {"dt": "Follow Up", "fieldname": "test_wrong", "label": "x", **wrong}
		refused(steward.post("/api/resource/Custom Field", json=values))


def test_a_steward_is_no_system_manager(steward):
	for path, values in (
		("/api/resource/DocType", {"name": "X", "custom": 1, "module": "Care"}),
		(
			"/api/resource/Server Script",
			{"name": "X", "script_type": "API", "api_method": "x", "script": "1"},
		),
		("/api/resource/User", {"email": "x@town.example", "first_name": "x"}),
		("/api/resource/Role", {"role_name": "X"}),
		(
			"/api/resource/Custom DocPerm",
			{"parent": "Minor", "role": "System Steward", "read": 1},
		),
	):
		refused(steward.post(path, json=values))
	refused(steward.get("/api/resource/Sealed Value"))
	refused(
		steward.call(
			"frappe.core.page.permission_manager.permission_manager.add",
			{"parent": "Minor"},
		)
	)


CONFIGURATION = "lijian_hulei.api.configuration."


def taken(steward: Client, content: dict, method: str = "import_configuration") -> dict[str, str]:
	"""Last part of the title -> status of what changes or is refused."""
	answer = steward.call(CONFIGURATION + method, {"text": json.dumps(content)})
	assert answer.status_code == 200, answer.text[:500]
	return {
		row["title"].split(" / ")[-1]: row["status"]
		for row in answer.json()["message"]
		if row["status"] != "Unchanged"
	}


def test_a_file_brings_record_types_fields_and_the_good_part(cadre, steward, record_type):
	"""Tables are altered between the records; a second time, and a second run on the same site, change nothing."""
	content = json.loads(steward.call(CONFIGURATION + "export_configuration").json()["message"])
	described = next(row for row in content["records"] if row["key"] == [TITLE])
	again = {**described["values"], "title": "测试带来的台账", "numbering": "CSDL"}
	field = {"dt": "Follow Up", "fieldname": "test_taken_over", "label": "导入的字段", "fieldtype": "Int"}
	content["records"] += [
		{"doctype": "Record Type", "key": ["测试带来的台账"], "values": again},
		{"doctype": "Custom Field", "key": ["Follow Up", "test_taken_over"], "values": field},
		{
			"doctype": "Custom Field",
			"key": ["Follow Up", "test_smuggled"],
			"values": {**field, "fieldname": "test_smuggled", "fieldtype": "HTML"},
		},
	]
	wrong = {"test_smuggled": "Not Taken Over"}
	there = steward.get("/api/resource/Record Type/测试带来的台账").status_code == 200
	coming = {} if there else {"测试带来的台账": "Added", "test_taken_over": "Added"}
	assert taken(steward, content, "check_configuration") == {**coming, **wrong}
	assert (steward.get("/api/resource/Record Type/测试带来的台账").status_code == 200) == there
	assert taken(steward, content) == {**coming, **wrong}
	assert taken(steward, content) == wrong
	assert steward.get("/api/resource/Custom Field/Follow Up-test_taken_over").status_code == 200
	fine(cadre.get("/api/resource/Record Ce Shi Dai Lai De Tai Zhang"))


def test_others_carry_no_configuration(cadre, steward):
	refused(cadre.call(CONFIGURATION + "export_configuration"))
	refused(cadre.call(CONFIGURATION + "import_configuration", {"text": "{}"}))
	refused(steward.call(CONFIGURATION + "export_configuration", method="GET"))
