"""People and records for the tests over HTTP (tests/rest), made from the command line on a site that is served.

    bench --site SITE execute lijian_hulei.testing.rest_world.make

Safe to run again: what exists is found by its fixed codes, only passwords and keys are new.
"""

import frappe
from frappe.utils import add_to_date, now_datetime, today
from frappe.utils.password import update_password

from lijian_hulei.privacy import protected_export
from lijian_hulei.testing import factories

VILLAGE, OTHER_VILLAGE = "990101101901", "990101101902"
CADRES = {"cadre": VILLAGE, "neighbour": OTHER_VILLAGE}


def make() -> dict:
	"""Logins and record names: {password, cadre: {user, token}, steward: ..., office, colleague, minor, foreign}."""
	password = frappe.generate_hash(length=20)
	world = {"password": password}
	for code in (VILLAGE, OTHER_VILLAGE):
		if not frappe.db.exists("Area", code):
			factories.make_area(code=code)
	for who, area in CADRES.items():
		world[who] = _person(f"rest.{who}@town.example", area, password)
	# Who leaves does not come back: a new one each time.
	world["leaver"] = _person(f"rest.{frappe.generate_hash(length=8)}@town.example", VILLAGE, password)
	world["steward"] = _person("rest.steward@town.example", factories.TOWNSHIP, password, "system_steward")
	world["police"] = _person("rest.police@town.example", VILLAGE, password, "police_officer")
	# Both offices may export; what one took out is not the other's.
	world["office"] = _person("rest.office@town.example", factories.TOWNSHIP, password, "protection_officer")
	world["colleague"] = _person(
		"rest.colleague@town.example", factories.TOWNSHIP, password, "governance_officer"
	)
	world["minor"] = _minor(VILLAGE)
	world["foreign"] = _minor(OTHER_VILLAGE)
	frappe.db.commit()  # the web server reads it in other connections
	return world


def leave(officer: str) -> None:
	"""Ends an officer's service today, as the system steward would."""
	document = frappe.get_doc("Officer", officer)
	document.left_on = today()
	document.save(ignore_permissions=True)  # from the command line nobody is logged in
	frappe.db.commit()  # the web server reads it in other connections


def let_expire(export: str) -> int:
	"""Puts the end of a protected export's time into the past, as if a day had gone by; how many files were deleted."""
	frappe.db.set_value(protected_export.DOCTYPE, export, "expires_at", add_to_date(now_datetime(), hours=-1))
	deleted = protected_export.expire()
	frappe.db.commit()  # the web server reads it in other connections
	return deleted


def _person(email: str, area: str, password: str, position: str = "village_cadre") -> dict:
	officer = frappe.db.get_value("Officer", {"login_email": email})
	if not officer:
		officer = factories.make_officer(position, area=area, login_email=email).name
	user = frappe.get_doc("User", email)
	secret = frappe.generate_hash(length=15)
	user.update({"api_key": user.api_key or frappe.generate_hash(length=15), "api_secret": secret})
	user.save(ignore_permissions=True)  # from the command line nobody is logged in
	update_password(email, password)
	return {"officer": officer, "user": email, "token": f"{user.api_key}:{secret}"}


def _minor(area: str) -> str:
	return frappe.db.get_value("Minor", {"area": area}) or factories.make_minor(area=area).name
