"""Records of the sharing module for tests."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from lijian_hulei.testing import factories as make


def make_sharing_rule(area: str, submit: bool = True, **overrides) -> Document:
	texts = ("collection", "review", "publication", "use", "confidentiality", "security")
	rule = _insert(
		"Sharing Rule",
		{
			"title": "信息共享规范",
			"area": area,
			"effective_from": "2025-01-01",
			**dict.fromkeys(texts, "按规范执行。"),
		},
		overrides,
	)
	if submit:
		rule.flags.ignore_permissions = True
		rule.submit()
	return rule


def bulletin_values(area: str, **overrides) -> dict:
	return {
		"doctype": "Bulletin",
		"title": f"校园周边安全提示{make.number()}",
		"kind": "safety_notice",
		"area": area,
		"content": "<p>近期雨水较多，请各学校加强上下学安全教育。</p>",
		"classification": "For Agencies Only",
		"for_agencies": 1,
		"for_schools": 1,
		**overrides,
	}


def make_feedback_point(school: str, **overrides) -> Document:
	return _insert("Feedback Point", {"agency": school, "place_name": "校门口", "enabled": 1}, overrides)


def make_resource(**overrides) -> Document:
	"""A draft; publish it through its workflow, or give status for one that stands already."""
	status = overrides.pop("status", None)
	resource = _insert(
		"Resource",
		{
			"title": f"怎样教孩子保护自己{make.number()}",
			"audience": "Parents",
			"subject_matter": "Preventing Sexual Assault",
			"summary": "与孩子谈身体界限的三个办法。",
			"content": "<p>告诉孩子：背心和裤衩覆盖的地方不许别人碰。</p>",
		},
		overrides,
	)
	if status:
		resource.db_set({"status": status, "published_on": today()})
	return resource


def school_report_values(school: str, **overrides) -> dict:
	return {
		"doctype": "School Report",
		"agency": school,
		"kind": "Monthly",
		"month": today(),
		"situation": "Good",
		"safety_situation": "门卫、巡逻和视频监控运行正常。",
		**overrides,
	}


def guidance_values(agency: str, **overrides) -> dict:
	return {
		"doctype": "Guidance Note",
		"kind": "Work Guidance",
		"agency": agency,
		"reply_due_on": add_days(today(), 10),
		"issue": "走访次数不足。",
		"advice": "按等级安排走访，月底前补齐。",
		**overrides,
	}


def incident_values(area: str, **overrides) -> dict:
	return {
		"doctype": "Opinion Incident",
		"title": "网传某校学生事件",
		"level": "General",
		"found_at": frappe.utils.now_datetime(),
		"area": area,
		"platform": "Short Video",
		"content": "短视频平台有人发布不实信息。",
		**overrides,
	}


def _insert(doctype: str, values: dict, overrides: dict) -> Document:
	document = frappe.get_doc({"doctype": doctype, **values, **overrides})
	return document.insert(ignore_permissions=True)
