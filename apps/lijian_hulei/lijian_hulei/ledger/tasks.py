"""What the scheduler calls for the ledger. Each may be repeated, and makes up for days on which nothing ran."""

from frappe.utils import add_to_date, now_datetime

from lijian_hulei.ledger.rules.vocabulary import Trigger
from lijian_hulei.ledger.services import departures, disposal, enqueue_regrade, refresh_focus, regrade

STALLED_AFTER_MINUTES = 30


def retire_adults() -> None:
	"""Daily: who has reached 18 leaves the ledger of active minors."""
	departures.retire_adults()


def nightly_regrade() -> None:
	"""Daily: factors begin and end by the calendar, and what was written past the rules is put right and counted."""
	enqueue_regrade(Trigger.NIGHTLY.value)


def apply_policy_in_force() -> None:
	"""Hourly: a policy whose day has come grades everybody, also when the scheduler missed that day."""
	if regrade.policy_needs_run():
		enqueue_regrade(Trigger.POLICY.value)


def resume_regrade() -> None:
	"""Hourly: a run whose worker died goes on after its cursor."""
	regrade.resume_stalled(add_to_date(now_datetime(), minutes=-STALLED_AFTER_MINUTES))


def refresh_household_focus() -> None:
	"""Daily: puts flags right that were changed past the rules."""
	refresh_focus()


def resume_disposals() -> None:
	"""Hourly: an approved list of records to destroy whose worker died goes on."""
	disposal.resume()
