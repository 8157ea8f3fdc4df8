"""The frame of the phone page: no record, no name, only words, the token and the user's own name."""

import re
from pathlib import Path

import frappe
from frappe import _
from frappe.sessions import get_csrf_token

from lijian_hulei.api.visit_page import may_visit

no_cache = 1
no_sitemap = 1

SOURCES = Path(__file__).parent.parent / "public" / "js" / "visit"
PHRASE = re.compile(r"__\(\s*\"((?:[^\"\\]|\\.)+)\"")


def get_context(context) -> None:
	"""Guests log in first and come back; who does not visit is shown the way to the desk."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/visit"
		raise frappe.Redirect
	context.allowed = may_visit(frappe.session.user)
	context.page = {
		"user": frappe.session.user,
		"csrf_token": get_csrf_token(),
		"words": words(),
	}


def words() -> dict[str, str]:
	"""The page's own words in the user's language: what the scripts under public/js/visit ask for by __()."""
	found = {phrase for path in SOURCES.glob("*.js") for phrase in PHRASE.findall(path.read_text("utf-8"))}
	return {phrase: _(phrase) for phrase in sorted(found)}
