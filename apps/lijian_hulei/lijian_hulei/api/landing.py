"""Where a login leads: who visits children and holds a phone comes to the phone page, everybody else to the desk."""

import frappe

from lijian_hulei.api.visit_page import may_visit

PHONES = ("Android", "iPhone", "HarmonyOS", "Mobile")
PHONE_PAGE = "/visit"
DESK = "/app"


def choose(login_manager=None) -> None:
	"""After a login (hook on_session_creation). A page that was asked for before the login is still preferred."""
	agent = frappe.get_request_header("User-Agent") or ""
	on_phone = any(word in agent for word in PHONES)
	if on_phone and frappe.local.response.get("home_page") == DESK and may_visit(frappe.session.user):
		frappe.local.response["home_page"] = PHONE_PAGE
