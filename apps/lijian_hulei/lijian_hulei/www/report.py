"""The frame of the public report page: the nine situations, the villages and the units, no person and no record."""

import frappe
from frappe import _

from lijian_hulei.api.public.report_payload import KINDS

no_cache = 1
no_sitemap = 1
LANGUAGE = "zh"
# One tap for those whom the law names first.
ONE_TAP = ("Doctor or Nurse", "Teacher or School Staff", "Hotel or Venue Staff", "Citizen")


def get_context(context) -> None:
	"""Open to everybody. Always in Chinese, whatever the phone is set to."""
	frappe.local.lang = LANGUAGE
	context.lang = LANGUAGE
	township = frappe.db.get_single_value("Hulei Settings", "township")
	context.one_tap = [{"value": kind, "label": _(kind)} for kind in ONE_TAP]
	context.kinds = [{"value": kind, "label": _(kind)} for kind in KINDS]
	# The three lists below hold public names only: no permission filter for a page that is open to all.
	context.situations = frappe.get_all(
		"Report Situation",
		{"enabled": 1},
		["name", "situation_number", "plain_words", "statute_text", "asks_age"],
		order_by="situation_number asc",
	)
	context.areas = _villages(township)
	context.agencies = frappe.get_all(
		"Agency",
		{"enabled": 1, "is_close_contact_unit": 1},
		["name", "agency_name"],
		order_by="agency_name asc",
	)
	context.words = words()


def _villages(township: str | None) -> list[dict]:
	if not township:
		return []
	lft, rgt = frappe.db.get_value("Area", township, ["lft", "rgt"])
	return frappe.get_all(  # names of places, which everybody may know
		"Area",
		{"lft": (">=", lft), "rgt": ("<=", rgt), "level": ("in", ("Township", "Village"))},
		["name", "area_name", "level"],
		order_by="lft asc",
	)


def words() -> dict[str, str]:
	"""What the page's script says."""
	return {
		"sending": _("Sending …"),
		"network": _("The network does not answer. If a child is in danger call 110 now."),
		"unknown": _("No report has this code. Please check it."),
		"photos": _("At most five pictures, each below 8 MB."),
		"state": _("State of the report"),
	}
