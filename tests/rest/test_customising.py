"""What a steward changes without code, over real HTTP: a new record type, a field, and what others see of them."""

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
