"""Who is acting, and who at an agency is told."""

import frappe
from frappe.utils import cint

from lijian_hulei.organisation.services import officer_of, township_of

DEFAULT_REPLY_DAYS = 5


def acting_officer() -> str | None:
	"""The officer of the session; None for Administrator and for jobs."""
	return officer_of(frappe.session.user)


def acting_agency() -> str | None:
	officer = acting_officer()
	return frappe.db.get_value("Officer", officer, "agency") if officer else None


def contact_of(agency: str | None) -> str | None:
	"""The login of the agency's head, else of its longest serving officer in office."""
	if not agency:
		return None
	head = frappe.db.get_value("Agency", agency, "head")
	wanted = {"name": head} if head else {"agency": agency}
	return frappe.db.get_value("Officer", {**wanted, "status": "Active"}, "user", order_by="started_on asc")


def user_of(officer: str | None) -> str | None:
	return frappe.db.get_value("Officer", {"name": officer, "status": "Active"}, "user") if officer else None


def host_agency(area: str | None) -> str | None:
	"""The governance office that keeps the platform: that of the area's township, else the one of the settings."""
	township = township_of(area) if area else None
	own = (
		frappe.db.get_value(
			"Agency",
			{"agency_type": "governance_office", "area": township, "enabled": 1},
			order_by="name asc",
		)
		if township
		else None
	)
	return own or frappe.db.get_single_value("Hulei Settings", "host_agency")


def agency_of_type(agency_type: str, area: str | None) -> str | None:
	"""The enabled agency of a type in the township around `area`, nearest first; None if there is none."""
	township = township_of(area) if area else None
	for place in dict.fromkeys(filter(None, (area, township))):
		found = frappe.db.get_value(
			"Agency", {"agency_type": agency_type, "area": place, "enabled": 1}, order_by="name asc"
		)
		if found:
			return found
	return None


def reply_days() -> int:
	"""Days within which parents and schools are answered (Hulei Settings, requirement R44)."""
	return cint(frappe.db.get_single_value("Hulei Settings", "feedback_reply_days")) or DEFAULT_REPLY_DAYS
