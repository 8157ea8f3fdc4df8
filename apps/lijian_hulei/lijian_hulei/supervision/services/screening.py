"""Whether a person stands in the register of restricted persons: yes, no, or not known."""

import frappe

from lijian_hulei.kernel.identity import InvalidIdentityNumber, parse_identity_number
from lijian_hulei.kernel.verdict import Verdict
from lijian_hulei.privacy.services import find_by_sealed
from lijian_hulei.supervision.rules.control import UNDER_CONTROL
from lijian_hulei.supervision.services.access_log import SCREENED, note


def screen(id_number: str, reference: str) -> Verdict:
	"""The log is written first, under the name of the record it is asked for: without it there is no answer.

	NO means that this township's register does not know the person, UNKNOWN that the number cannot be read.
	Log and answer live in one transaction: who undoes the log undoes what was made of the answer.
	"""
	note(SCREENED, reference)
	try:
		number = parse_identity_number(id_number).number
	except InvalidIdentityNumber:
		return Verdict.UNKNOWN
	names = find_by_sealed("Restricted Person", "id_number", number)
	found = names and frappe.db.exists("Restricted Person", {"name": ("in", names), "status": UNDER_CONTROL})
	return Verdict.of(bool(found))
