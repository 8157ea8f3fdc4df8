"""The one place outside supervision that may ask the restricted register, and only yes, no or unknown."""

import frappe
from frappe import _

from lijian_hulei.hiring.rules.bans import IN_FORCE
from lijian_hulei.kernel.verdict import Verdict
from lijian_hulei.privacy import cipher
from lijian_hulei.privacy.services import find_by_sealed, find_many_by_sealed
from lijian_hulei.records.messages import tell_all
from lijian_hulei.supervision.services import screen

MATCH, NO_MATCH, UNKNOWN = "Match", "No Match", "Unknown"
_WORDS = {Verdict.YES: MATCH, Verdict.NO: NO_MATCH, Verdict.UNKNOWN: UNKNOWN}
POLICE = "police_station"


def ban_in_force(id_number: str) -> bool:
	"""Blind-index lookup among the bans of courts (R36)."""
	names = find_by_sealed("Employment Ban", "id_number", id_number)
	return bool(names and frappe.db.exists("Employment Ban", {"name": ("in", names), "status": IN_FORCE}))


def screen_worker(worker: str) -> str:
	"""Match, No Match or Unknown for a worker who agreed to be checked.

	No Match means only that the township's own registers know nothing: the authority's reply is still needed.
	"""
	id_number = sealed_number(worker)
	if not id_number:
		return UNKNOWN
	verdict = screen(id_number, worker)
	return MATCH if ban_in_force(id_number) else _WORDS[verdict]


def sealed_number(worker: str) -> str | None:
	"""The clear number, for comparison inside the server only; never answered to anybody."""
	ciphertext = frappe.db.get_value(
		"Sealed Value",
		{"reference_doctype": "Worker", "reference_name": worker, "fieldname": "id_number"},
		"ciphertext",
	)
	return cipher.decrypt(ciphertext) if ciphertext else None


def flag_banned(id_number: str) -> list[str]:
	"""Marks all workers with this number; returns their names. The mark is for the police only."""
	names = find_many_by_sealed("Worker", "id_number", [id_number]).get(id_number, [])
	if names:
		worker = frappe.qb.DocType("Worker")
		frappe.qb.update(worker).set(worker.ban_match, 1).where(worker.name.isin(names)).run()
	return names


def tell_police(worker: str) -> None:
	"""A banned person was entered as staff: the police are told by number, the unit learns it by the reply alone."""
	station = frappe.qb.DocType("Agency")
	officer = frappe.qb.DocType("Officer")
	users = (
		frappe.qb.from_(officer)
		.join(station)
		.on(station.name == officer.agency)
		.select(officer.user)
		.where((station.agency_type == POLICE) & (officer.status == "Active"))
		.where(officer.position.isin(("police_officer", "police_chief")))
		.run(pluck=True)
	)
	tell_all(users, lambda _user, language: (_match(worker, language), ""), ("Worker", worker))


def _match(worker: str, language: str) -> str:
	return _("A worker matches the register of bans: {0}", language).format(worker)
