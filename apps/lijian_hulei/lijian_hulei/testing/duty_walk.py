"""Makes, from the definition of a duty alone, a subject that owes it and records that are or are not its evidence.

The rows are written past their controllers: here it is asked what the duty counts, not who may write what.
Each value must be one that its field can hold (an option of the list, a record that exists), so that a filter
which no record could ever meet is an error of the test.
"""

from datetime import date, datetime, time, timedelta

import frappe
from frappe.model.document import Document

from lijian_hulei.compliance.rules.conditions import Condition
from lijian_hulei.compliance.services.definitions import DutySpec
from lijian_hulei.testing import factories as make

HOUR = time(10)
LONG_BEFORE = date(2025, 11, 3)


class CannotBe(AssertionError):
	"""A condition of the duty asks for something its field can never hold."""


def make_subject(spec: DutySpec, world: frappe._dict, happened_on: date) -> str:
	"""The name of a new subject in `world` (area, township, agency, officer) that fits the duty's filters.

	`happened_on`: the day of its event, for duties that run from one.
	"""
	if spec.subject_doctype == "Area":
		level = next(item.value for item in spec.subject_conditions if item.field == "level")
		area = make.make_area(level).name
		if level == "Township" and spec.agency_type:
			make.make_agency(spec.agency_type, area)
		return area
	row = _fitting(spec.subject_doctype, spec.subject_conditions)
	for field, value in (
		(spec.subject_area_field, world.area),
		(spec.subject_agency_field, world.agency),
		(spec.responsible_field, world.officer),
		(spec.subject_key_field, frappe.generate_hash(length=10)),
		(spec.subject_date_field, LONG_BEFORE),
	):
		if field and field != "name":
			row.set(field, value)
	if spec.timing.is_event:
		row.set(spec.event_date_field, datetime.combine(happened_on, HOUR))
	if spec.subject_doctype == "Agency":
		row.agency_name = f"测试单位{make.number()}"
	return _written(row)


def add_evidence(spec: DutySpec, subject: str, days: list[date], frame_start: date) -> None:
	"""One record of evidence for each day, all that the duty asks for fulfilled."""
	for number, day in enumerate(days):
		row = _evidence(spec, subject, day, frame_start)
		if spec.evidence_distinct_field:
			row.set(
				spec.evidence_distinct_field,
				options(spec.evidence_doctype, spec.evidence_distinct_field)[number],
			)
		_kept(spec, row, subject)


def add_near_misses(spec: DutySpec, subject: str, day: date, frame_start: date) -> int:
	"""For each condition a record that fulfils all the others; none of them may count. Returns how many."""
	if spec.evidence_link_field == "name":
		return 0
	for condition in spec.evidence_conditions:
		row = _evidence(spec, subject, day, frame_start)
		row.set(condition.path[0], _value(spec.evidence_doctype, condition, False))
		_kept(spec, row, subject)
	return len(spec.evidence_conditions)


def options(doctype: str, fieldname: str) -> list[str]:
	"""What a list field may hold, blank left out."""
	field = frappe.get_meta(doctype).get_field(fieldname)
	return [option for option in (field.options or "").split("\n") if option]


def _evidence(spec: DutySpec, subject: str, day: date, frame_start: date) -> Document:
	row = _fitting(spec.evidence_doctype, spec.evidence_conditions)
	row.set(spec.evidence_date_field, datetime.combine(day, HOUR))
	if spec.evidence_period_field:
		row.set(spec.evidence_period_field, frame_start)
	if spec.evidence_link_field != "name":
		key = frappe.db.get_value(spec.subject_doctype, subject, spec.subject_key)
		row.set(spec.evidence_link_field, key)
	return row


def _kept(spec: DutySpec, row: Document, subject: str) -> None:
	if spec.evidence_link_field != "name":
		_written(row)
		return
	# The subject is its own evidence: it is brought on to the state that counts.
	fields = {spec.evidence_date_field} | {condition.path[0] for condition in spec.evidence_conditions}
	frappe.db.set_value(spec.evidence_doctype, subject, {field: row.get(field) for field in fields})


def _written(row: Document) -> str:
	row.name = f"walk-{make.number()}-{frappe.generate_hash(length=6)}"
	row.db_insert()
	return row.name


def _fitting(doctype: str, conditions: tuple[Condition, ...]) -> Document:
	row = frappe.new_doc(doctype)
	for condition in conditions:
		row.set(condition.path[0], _value(doctype, condition, True))
	return row


def _value(doctype: str, condition: Condition, fits: bool) -> object:
	"""A value of the field that fulfils the condition, or one that does not."""
	own, linked = condition.path
	field = frappe.get_meta(doctype).get_field(own)
	if linked:
		return _linked_to(field.options, Condition(linked, condition.operator, condition.value), fits)
	if condition.operator == "is":
		return "walk" if fits == (condition.value == "set") else None
	wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
	if condition.operator == "<":
		return condition.value - 1 if fits else condition.value
	if not field or field.fieldtype in ("Int", "Check"):
		number = condition.value
		return number if fits == (condition.operator == "=") else int(not number)
	inside = fits == (condition.operator in ("=", "in"))
	return _choice(field, [item for item in wanted if item], inside)


def _choice(field, wanted: list[str], inside: bool) -> str:
	known = _known(field)
	strange = [item for item in wanted if item not in known]
	if strange:
		raise CannotBe(f"{field.parent}.{field.fieldname} can never be {strange}")
	return wanted[0] if inside else next(item for item in known if item not in wanted)


def _known(field) -> list[str]:
	if field.fetch_from:
		link, _dot, source = field.fetch_from.partition(".")
		return _known(
			frappe.get_meta(frappe.get_meta(field.parent).get_field(link).options).get_field(source)
		)
	if field.fieldtype == "Select":
		return options(field.parent, field.fieldname)
	return frappe.get_all(field.options, pluck="name", order_by="creation asc, name asc")


def _linked_to(doctype: str, condition: Condition, fits: bool) -> str:
	value = _value(doctype, condition, fits)
	found = frappe.db.get_value(doctype, {condition.field: value})
	if found:
		return found
	return (
		make.make_agency(value).name if doctype == "Agency" else frappe.throw(f"no {doctype} for {condition}")
	)


def days_in_time(first: date, number: int, gap: int) -> list[date]:
	"""`number` days from `first` on, far enough apart that all of them count."""
	return [first + timedelta(days=place * max(gap, 1)) for place in range(number)]
