"""A school's code and two texts of the library for the tests of the pages without login (tests/rest)."""

import frappe

from lijian_hulei.testing import factories
from lijian_hulei.testing.rest_world import VILLAGE
from lijian_hulei.testing.sharing_factories import make_feedback_point, make_resource

SCHOOL = "测试小学（家长园地）"


def make() -> dict:
	"""{point, school, resource, draft}; safe to run again."""
	if not frappe.db.exists("Area", VILLAGE):
		factories.make_area(code=VILLAGE)
	school = frappe.db.get_value("Agency", {"agency_name": SCHOOL}) or (
		factories.make_agency("school", VILLAGE, agency_name=SCHOOL).name
	)
	token = frappe.db.get_value("Feedback Point", {"agency": school}, "token") or (
		make_feedback_point(school).token
	)
	published = make_resource(status="Published")
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"{published.name}.pdf",
			"content": b"%PDF-1.4 test",
			"is_private": 1,
			"attached_to_doctype": "Resource",
			"attached_to_name": published.name,
		}
	).insert(ignore_permissions=True)
	published.db_set("attachment", file.file_url)
	draft = make_resource(summary="草稿内容", content="<p>草稿内容</p>")
	frappe.db.commit()  # the web server reads it in other connections
	return {"point": token, "school": SCHOOL, "resource": published.name, "draft": draft.name}


def forget_uses() -> None:
	"""As if the hour in which uses are counted were over."""
	frappe.cache.delete_keys("hulei_calls:")
