"""Workflows, notices, prints, scripts and words that staff write: what may stand in them (see policy.py)."""

import re
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint

from lijian_hulei.access.roles import POSITION_ROLES, UNLIMITED_ROLE
from lijian_hulei.customising.limits import field_names, is_ours, refuse, words
from lijian_hulei.customising.rules.conditions import python_problem
from lijian_hulei.customising.rules.scripts import script_problem
from lijian_hulei.customising.templates import template_problem

STYLES = re.compile(r"url\s*\(|@import|expression\s*\(|</?\s*style|javascript:|behavior\s*:", re.IGNORECASE)


def check_workflow(doc) -> None:
	if not is_ours(doc.document_type):
		refuse(_("only records of this app can be changed"))
	names = field_names(doc.document_type)
	known = _conditions_before(doc)
	for row in doc.transitions:
		if row.condition not in known and (problem := python_problem(row.condition, names)):
			refuse(words(problem), _(row.action))
		_check_role(row.allowed)
	_check_steps_can_be_taken(doc)
	for row in doc.states:
		_check_role(row.allow_edit)
		if row.update_field:
			refuse(_("a state does not write other fields"), _(row.state))
	_check_states_stay(doc)


def _check_role(role: str) -> None:
	if role not in (*POSITION_ROLES, UNLIMITED_ROLE):
		refuse(_("only roles of posts in the town can have rights"), role)


def _check_steps_can_be_taken(doc) -> None:
	"""A step saves the record: a post that may not write such records would be offered it and then refused."""

	def step(row) -> tuple:
		return row.state, row.action, row.next_state, row.allowed

	before = doc.get_doc_before_save()
	known = {step(row) for row in before.transitions} if before else set()
	rights = frappe.get_meta(doc.document_type).permissions
	writing = {row.role for row in rights if cint(row.write) and not cint(row.permlevel)}
	for row in doc.transitions:
		if step(row) not in known and row.allowed not in writing:
			refuse(
				_("{0} may not change records of {1} and could not take this step").format(
					_(row.allowed), _(doc.document_type)
				),
				_(row.action),
			)


def _check_states_stay(doc) -> None:
	"""Rules, reports and duties speak of the states the app came with."""
	field = frappe.get_meta(doc.document_type).get_field(doc.workflow_state_field)
	known = set((field.options or "").split("\n")) if field and field.fieldtype == "Select" else set()
	missing = (known & _states_before(doc)) - {row.state for row in doc.states}
	if missing:
		refuse(_("the state {0} must stay").format(_(min(missing))))


def _conditions_before(doc) -> set[str]:
	"""What the app came with may ask more than staff may write ("not one's own"); it stays as it is."""
	before = doc.get_doc_before_save()
	return {row.condition for row in before.transitions} if before else set()


def _states_before(doc) -> set[str]:
	before = doc.get_doc_before_save()
	return {row.state for row in before.states} if before else set()


def check_notification(doc) -> None:
	if not is_ours(doc.document_type):
		refuse(_("only records of this app can be changed"))
	if doc.channel != "System Notification" or doc.event in ("Method", "Custom"):
		refuse(_("only notices inside the system, at an event of the record"))
	if doc.set_property_after_alert or cint(doc.attach_print) or doc.get("recipients_by_code"):
		refuse(_("it does not change records and attaches nothing"))
	names = field_names(doc.document_type)
	if problem := python_problem(doc.condition, names):
		refuse(words(problem))
	for row in doc.recipients:
		if problem := python_problem(row.condition, names):
			refuse(words(problem))
		if row.cc or row.bcc:
			refuse(_("recipients are posts and officers of the record"))
	for text in (doc.subject, doc.message):
		_check_template(text)


def check_print_format(doc) -> None:
	if not is_ours(doc.doc_type):
		refuse(_("only records of this app can be changed"))
	if doc.standard == "Yes" or cint(doc.raw_printing) or doc.print_format_type not in (None, "", "Jinja"):
		refuse(
			_("make a copy of a format that came with the app; raw and JavaScript formats are not available")
		)
	if STYLES.search(doc.css or ""):
		refuse(_("the style sheet must not load anything"))
	_check_template(doc.html)
	for text in _texts_in(frappe.parse_json(doc.format_data or "[]")):
		_check_template(text)


def _texts_in(value) -> Iterable[str]:
	"""Every text of a format made with the builder: some are rendered like the format itself."""
	if isinstance(value, dict):
		value = value.values()
	elif not isinstance(value, list):
		return
	for part in value:
		if isinstance(part, str):
			yield part
		else:
			yield from _texts_in(part)


def check_letter_head(doc) -> None:
	for text in (doc.content, doc.footer):
		_check_template(text)


def check_server_script(doc) -> None:
	before = doc.get_doc_before_save()
	fixed = ("script_type", "reference_doctype", "doctype_event", "api_method", "allow_guest", "disabled")
	if not before or any(before.get(field) != doc.get(field) for field in fixed):
		refuse(_("only the text of a script that came with the app can be changed"))
	if problem := script_problem(doc.script):
		refuse(words(problem))


def check_translation(doc) -> None:
	"""Words on the screen may be changed; a translation brings no tags that its source has not."""
	if "<" in (doc.translated_text or "") and "<" not in (doc.source_text or ""):
		refuse(_("text must not hold < (tags)"))


def _check_template(text: str | None) -> None:
	if re.search(r"<\s*(script|iframe|object|embed)|\bon\w+\s*=|javascript:", text or "", re.IGNORECASE):
		refuse(_("the text must not hold scripts"))
	if problem := template_problem(text or ""):
		refuse(words(problem))
