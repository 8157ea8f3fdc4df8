"""The checks of a Minor's record, in the order in which its controller calls them."""

import frappe
from frappe import _
from frappe.utils import getdate

from lijian_hulei.kernel.identity import InvalidIdentityNumber, parse_identity_number
from lijian_hulei.kernel.mask import is_masked
from lijian_hulei.ledger.rules.contradictions import contradictions
from lijian_hulei.ledger.rules.factor_rows import row_problems
from lijian_hulei.ledger.rules.guardians import guardian_problem
from lijian_hulei.ledger.rules.identity_match import match_identity
from lijian_hulei.ledger.rules.life import LEFT_BEHIND_BELOW_AGE, too_old_for_left_behind
from lijian_hulei.ledger.rules.status_moves import status_problem
from lijian_hulei.ledger.rules.vocabulary import FactorClass, MinorStatus
from lijian_hulei.ledger.services import errors
from lijian_hulei.ledger.services.policies import as_factors, factor_kinds
from lijian_hulei.ledger.services.wording import factor_names
from lijian_hulei.privacy.services import AlreadySealed, find_by_sealed, store_sealed
from lijian_hulei.records.changes import has_changed

LIVING_LEVELS = ("Village", "Grid")


def read_identity(doc) -> None:
	"""Fills in birth date and sex from a newly typed identity number, or refuses where they disagree.

	A wrong number itself is refused by the sealing, which knows how to say why. No value is ever repeated.
	"""
	identity = _typed_identity(doc)
	if identity:
		match = match_identity(identity, getdate(doc.birth_date) if doc.birth_date else None, doc.sex)
		if match.disagreeing:
			fields = _(", ").join(_(doc.meta.get_label(field)) for field in match.disagreeing)
			_refuse(
				errors.IdentityMismatch,
				_("Identity Number and {0} do not agree. Please compare both with the document.").format(
					fields
				),
				_("Identity Does Not Agree"),
			)
		doc.birth_date, doc.sex = match.birth_date, match.sex
	missing = [field for field in ("birth_date", "sex") if not doc.get(field)]
	if missing:
		fields = _(", ").join(_(doc.meta.get_label(field)) for field in missing)
		_refuse(
			errors.IdentityMismatch,
			_("{0} is missing. Fill it in, or type the identity number, from which it is read.").format(
				fields
			),
			_("Value Missing"),
		)
	if getdate(doc.birth_date) > getdate():
		_refuse(errors.IdentityMismatch, _("Birth Date lies in the future."), _("Please Check This Field"))


def refuse_duplicate(doc) -> None:
	"""One identity number, one record. Tells its number only to who may read it."""
	identity = _typed_identity(doc)
	if identity:
		found = find_by_sealed("Minor", "id_number", identity.number, exclude=doc.name)
		if found:
			_refuse(errors.DuplicateMinor, _duplicate_message(found[0]), _("Already in the Ledger"))


def seal_identity(doc) -> None:
	"""Seals what was typed. Refuses a number that somebody else enters at this very moment, which no look-up can see."""
	try:
		store_sealed(doc)
	except AlreadySealed:
		_refuse(
			errors.DuplicateMinor,
			_(
				"This identity number has just been entered in another record, so this one was not saved. Please search the ledger again; if you do not find the record, contact the Protection Office."
			),
			_("Already in the Ledger"),
		)


def warn_of_namesake(doc) -> None:
	"""Without a new identity number only the name and the birthday can hint at a second record."""
	if not doc.is_new() or doc.id_number or frappe.flags.in_import:
		return
	filters = {"minor_name": doc.minor_name, "birth_date": doc.birth_date, "area": doc.area}
	# get_list: only records that the user may read are named
	names = frappe.get_list("Minor", filters=filters, pluck="name", order_by="name", limit_page_length=3)
	if names:
		_warn(
			_(
				"There is a minor of the same name, birthday and area: {0}. Please make sure it is another child."
			).format(_(", ").join(names))
		)


def settle_place(doc) -> None:
	"""The minor lives where the household lives, in a village or a grid of one."""
	if doc.household:
		area = frappe.db.get_value("Household", doc.household, "area")
		doc.area = doc.area or area
		if doc.area != area:
			_refuse(
				errors.WrongPlace,
				_(
					"The household belongs to another area. Choose a household of this area, or change the area."
				),
				_("Area and Household Differ"),
			)
	if doc.area and has_changed(doc, "area"):
		require_living_area(doc.area)


def require_living_area(area: str) -> None:
	"""Households and minors belong to a village, a community or a grid; a township has no address."""
	level = frappe.db.get_value("Area", area, "level")
	if level not in LIVING_LEVELS:
		_refuse(
			errors.WrongPlace,
			_("Please choose the village, community or grid itself, not the area above it."),
			_("Area Too Large"),
		)


def check_school(doc) -> None:
	if not doc.school or not has_changed(doc, "school"):
		return
	agency_type = frappe.db.get_value("Agency", doc.school, "agency_type")
	if not frappe.db.get_value("Agency Type", agency_type, "is_school"):
		_refuse(
			errors.WrongPlace,
			_("The agency chosen as school is not a school, kindergarten or training institution."),
			_("Not a School"),
		)


def check_guardians(doc) -> None:
	"""Exactly one main guardian, if there is any. A single guardian is the main one without saying so."""
	if len(doc.guardians) == 1:
		doc.guardians[0].is_main = 1
	problem = guardian_problem([bool(row.is_main) for row in doc.guardians])
	if problem:
		message = {
			"no_main": _("Please tick Main Guardian for one of the guardians."),
			"two_mains": _("Only one of the guardians can be the main guardian. Please leave one tick."),
		}[problem]
		_refuse(errors.GuardianError, message, _("Main Guardian"))


def check_factors(doc) -> None:
	"""Class from the master, dates possible, no factor twice on one day, nothing new that is out of use."""
	kinds = factor_kinds()
	for row in doc.risk_factors:
		kind = kinds.get(row.factor)
		row.factor_class = kind.factor_class if kind else None
		if kind and not kind.enabled and row.is_new():
			_refuse_row(row, _("{0} is no longer in use. Please choose another factor.").format(kind.name))
		if not row.since:
			_refuse_row(row, _("Since is missing: from which day has this been so?"))
	factors = as_factors(doc.risk_factors)
	for problem in row_problems(factors, getdate(doc.birth_date), getdate()):
		row = doc.risk_factors[problem.row - 1]
		message = {
			"ends_before_start": _("Until lies before Since."),
			"starts_in_future": _("Since lies in the future."),
			"starts_before_birth": _("Since lies before the birth."),
			"overlaps": _(
				"the same factor already stands in row {0} for these days. End that one first."
			).format(problem.other_row),
		}[problem.key]
		_refuse_row(row, message)


def warn_of_doubtful_factors(doc) -> None:
	"""What can hardly be true at once, or at this age: a question to the person who knows the child (A4)."""
	if frappe.flags.in_import or doc.status != MinorStatus.ACTIVE:
		return
	today, factors = getdate(), as_factors(doc.risk_factors)
	for first, second in contradictions(factors, today):
		_warn(
			_("{0} and {1} at the same time: please check, and end the one that no longer holds.").format(
				factor_names([first]), factor_names([second])
			)
		)
	left_behind = any(
		factor.factor_class == FactorClass.LEFT_BEHIND and factor.in_force(today) for factor in factors
	)
	if left_behind and too_old_for_left_behind(getdate(doc.birth_date), today):
		_warn(
			_(
				"A left-behind child is by definition under {0}. Please check whether this factor still holds."
			).format(LEFT_BEHIND_BELOW_AGE)
		)


def check_status(doc) -> None:
	"""Leaving and coming back; the day of the move is noted."""
	before = doc.get_doc_before_save()
	problem = status_problem(
		before.status if before else None, doc.status, getdate(doc.birth_date), doc.moved_to, getdate()
	)
	if problem:
		message = {
			"needs_moved_to": _("Please say in Moved To which township or county takes over."),
			"already_adult": _("This person has turned 18 and no longer belongs among the active minors."),
			"still_minor": _("This minor is not yet 18. The status changes by itself on the birthday."),
			"starts_inactive": _("A new record begins as Active or Moved Out."),
		}[problem]
		_refuse(errors.StatusError, message, _("Status"))
	if doc.status == MinorStatus.ACTIVE:
		doc.status_on = doc.moved_to = None
	elif not doc.status_on or (before and before.status != doc.status and before.status_on == doc.status_on):
		doc.status_on = getdate()


def keep_last_visit(doc) -> None:
	"""The last visit comes from submitted visits alone, whatever a client sends."""
	before = doc.get_doc_before_save()
	doc.last_visit_on = before.last_visit_on if before else None


def _typed_identity(doc):
	"""The identity number just typed, parsed; None for a mask, for nothing, and for what sealing will refuse."""
	if not doc.id_number or is_masked(doc.id_number):
		return None
	try:
		return parse_identity_number(doc.id_number)
	except InvalidIdentityNumber:
		return None


def _duplicate_message(name: str) -> str:
	if frappe.has_permission("Minor", "read", doc=name):
		return _("This identity number is already in the ledger as {0}. Please open that record.").format(
			name
		)
	return _(
		"This identity number is already in the ledger of another village. Please contact the Protection Office."
	)


def _refuse(error: type[Exception], message: str, title: str) -> None:
	frappe.throw(message, exc=error, title=title)


def _refuse_row(row, message: str) -> None:
	text = _("Risk Factors, row {0}: {1}").format(row.idx, message)
	_refuse(errors.FactorRowError, text, _("Please Check This Row"))


def _warn(message: str) -> None:
	frappe.msgprint(message, title=_("Please Check"), indicator="orange")
