"""How often one address may use a page without login, and how often all of them together."""

import frappe
from frappe import _

from lijian_hulei.access.gate.rates import within


class TooOften(frappe.ValidationError):
	"""More requests than a person would make; answered with 429."""

	http_status_code = 429


def limit(page: str, each: int, everybody: int) -> None:
	"""Counts one use of `page`. Raises TooOften beyond `each` per address or `everybody` within an hour."""
	if not (within(page, frappe.local.request_ip or "", each) and within(f"{page}-all", "site", everybody)):
		frappe.throw(
			_("This page was used too often just now. Please try again later; in an emergency call 110."),
			exc=TooOften,
			title=_("Please Wait"),
		)
