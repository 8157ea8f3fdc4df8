"""What a ban does to the people who are in the lists of staff, and how bans end."""

import frappe
from frappe.utils import today

from lijian_hulei.hiring.rules.bans import ENDED, FIXED_TERM, IN_FORCE, TERM_OVER
from lijian_hulei.hiring.rules.standing import APPLICANT, OVER, PERIODIC, PRE_HIRE, RECORD_FOUND
from lijian_hulei.hiring.services.screening import flag_banned
from lijian_hulei.hiring.services.units import town_above
from lijian_hulei.records.terms import end_what_is_over


def apply_ban(ban, id_number: str) -> None:
	"""Every unit where the person is listed gets a check with the reply Record Found: stop, then dismiss or refuse."""
	names = flag_banned(id_number)
	# No permission filter: a ban concerns every unit of the town.
	workers = frappe.get_all(
		"Worker",
		{"name": ("in", names or [""]), "status": ("not in", OVER)},
		["name", "status", "agency", "venue", "area"],
	)
	for worker in workers:
		_reply_for(ban, worker)


def _reply_for(ban, worker) -> None:
	"""The court's ban needs nobody's consent and no second query; a person has one or two employers."""
	check = frappe.new_doc("Hiring Check")
	check.update(
		{
			"worker": worker.name,
			"kind": PRE_HIRE if worker.status == APPLICANT else PERIODIC,
			"requested_on": today(),
			"area": town_above(worker.area),
			"authority": "Public Security",
			"result": RECORD_FOUND,
			"answered_on": today(),
			"reply_number": ban.name,
		}
	)
	check.flags.by_court = True
	# Follows from the ban, which the user was allowed to enter.
	check.insert(ignore_permissions=True)


def end_bans() -> list[str]:
	"""Nightly: bans whose last day is over. Returns their names; a second run finds nothing."""
	return end_what_is_over(
		"Employment Ban",
		"to_date",
		running={"status": IN_FORCE, "ban_kind": FIXED_TERM},
		ended={"status": ENDED, "end_reason": TERM_OVER},
	)
