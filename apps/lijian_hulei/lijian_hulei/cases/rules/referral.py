"""A referral between two agencies: which side takes which step, and what the step stands on."""

from datetime import date

DRAFT = "Draft"
SENT = "Awaiting Answer"
ACCEPTED = "Referral Accepted"
DECLINED = "Declined"
DONE = "Referral Done"
REVOKED = "Revoked"

SENDER, RECEIVER = "sender", "receiver"

SIDE = {SENT: SENDER, REVOKED: SENDER, ACCEPTED: RECEIVER, DECLINED: RECEIVER, DONE: RECEIVER}
NEEDED = {DECLINED: "decline_reason", DONE: "outcome", REVOKED: "revoke_reason"}
ANSWERS = (ACCEPTED, DECLINED)
UNFINISHED = (SENT, ACCEPTED)


def is_overdue(state: str, due_on: date | None, today: date) -> bool:
	"""Sent or accepted and not done by the end of its day."""
	return state in UNFINISHED and bool(due_on) and due_on < today


def may_step(state: str, own: set[str], sender: str | None, receiver: str | None) -> bool:
	"""Whether an officer of the agencies `own` may bring a referral into `state`."""
	side = SIDE.get(state)
	if side is None:
		return True
	return (sender if side == SENDER else receiver) in own
