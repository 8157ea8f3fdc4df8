"""What the ledger refuses, one class for each rule that somebody may want to catch."""

import frappe


class LedgerError(frappe.ValidationError):
	"""Parent of all refusals of the ledger."""


class IdentityMismatch(LedgerError):
	"""Identity number and birth date or sex contradict each other."""


class DuplicateMinor(LedgerError):
	"""The identity number is already in the ledger."""


class WrongPlace(LedgerError):
	"""Area, household or school do not fit together."""


class GuardianError(LedgerError):
	"""There is not exactly one main guardian."""


class FactorRowError(LedgerError):
	"""A risk factor's dates are impossible, or it is given twice for one day."""


class StatusError(LedgerError):
	"""The status contradicts the birth date or says too little."""


class MoveError(LedgerError):
	"""The day of an arrival or of a hand-over cannot be, or nobody is named who took over."""


class DisposalError(LedgerError):
	"""A list of records to destroy that is empty, approved by its own author, or no longer right."""


class PolicyError(LedgerError):
	"""A Grading Policy that cannot be read, overlaps another, or may no longer be changed."""


class ConfirmationError(LedgerError):
	"""A grade that is not waiting for this decision, or an objection without a reason."""


class CanvassError(LedgerError):
	"""A canvass that contradicts another one or the calendar."""
