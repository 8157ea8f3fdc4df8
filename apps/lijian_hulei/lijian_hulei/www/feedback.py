"""The page where parents write, without login. It knows the school of the scanned code and the topics, nobody's name."""

import frappe
from frappe import _
from frappe.sessions import get_csrf_token

from lijian_hulei.sharing.services.feedback import open_topics, school_of_point
from lijian_hulei.sharing.services.people import reply_days

no_cache = 1
no_sitemap = 1


def get_context(context) -> None:
	token = str(frappe.form_dict.get("p") or "")[:40]
	context.page = "feedback"
	context.school = school_of_point(token)
	context.outdated = bool(token and not context.school)
	context.days = reply_days()
	context.topics = open_topics()
	colon = _(":")
	context.settings = {
		"point": token if context.school else "",
		# Guests have no session that a foreign page could use; who is logged in has.
		"token": "" if frappe.session.user == "Guest" else get_csrf_token(),
		"words": {
			"failed": _("It could not be sent. Please try again later; in an emergency call 110."),
			"state": _("State") + colon,
			"agency": _("Answered by") + colon,
			"received": _("Received on") + colon,
			"due": _("Will be answered by") + colon,
			"answer": _("Answer") + colon,
			"answered": _("Answered on") + colon,
		},
	}
