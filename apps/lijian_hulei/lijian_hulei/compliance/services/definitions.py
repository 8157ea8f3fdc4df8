"""Duties as read from the database: checked, typed, and the only door from Duty records to SQL."""

import re
from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import cint, flt, getdate

from lijian_hulei.compliance.rules.conditions import Condition, parse_conditions
from lijian_hulei.compliance.rules.escalation import Ladder
from lijian_hulei.compliance.rules.schedule import Timing, is_in_force
from lijian_hulei.compliance.rules.vocabulary import WITHIN_HOURS
from lijian_hulei.kernel.periods import Period

LAST = 999
TEXT_FIELDS = (
	"responsible",
	"position",
	"agency_type",
	"responsible_field",
	"subject_doctype",
	"subject_area_field",
	"subject_agency_field",
	"subject_date_field",
	"subject_key_field",
	"event_date_field",
	"evidence_doctype",
	"evidence_link_field",
	"evidence_date_field",
	"evidence_until_field",
	"evidence_period_field",
	"evidence_distinct_field",
)


@dataclass(frozen=True)
class DutySpec:
	"""One Duty. Field names in it have been checked against the DocTypes when the Duty was saved, and are again in SQL."""

	name: str
	title: str
	timing: Timing
	ladder: Ladder
	subject_conditions: tuple[Condition, ...]
	evidence_conditions: tuple[Condition, ...]
	required_count: int
	count_by_grade: bool
	short_stay_days: int
	minimum_gap_days: int
	evidence_may_precede: bool
	remind_days_before: int
	is_urgent: bool
	weight: float
	effective_from: date | None
	effective_to: date | None
	responsible: str
	position: str | None
	agency_type: str | None
	responsible_field: str | None
	subject_doctype: str
	subject_area_field: str | None
	subject_agency_field: str | None
	subject_date_field: str | None
	subject_key_field: str | None
	event_date_field: str | None
	evidence_doctype: str
	evidence_link_field: str
	evidence_date_field: str
	evidence_until_field: str | None
	evidence_period_field: str | None
	evidence_distinct_field: str | None

	@property
	def subject_key(self) -> str:
		"""The field of the subject that evidence points to."""
		return self.subject_key_field or "name"

	def applies_in(self, frame: Period) -> bool:
		return is_in_force(self.effective_from, self.effective_to, frame)


def spec_of(duty, default_grace_days: int = 0) -> DutySpec:
	"""`duty` is a Duty document or a row with all its columns. Raises InvalidCondition for broken filters."""
	texts = {field: duty.get(field) or None for field in TEXT_FIELDS}
	return DutySpec(
		name=duty.get("name") or duty.get("code"),
		title=duty.get("title") or duty.get("name") or "",
		timing=Timing(
			frequency=duty.get("frequency"),
			due_month=cint(duty.get("due_month")),
			due_day=cint(duty.get("due_day")),
			due_within=cint(duty.get("due_within")),
			grace_days=cint(duty.get("grace_days")) or default_grace_days,
		),
		ladder=Ladder(
			second_days=cint(duty.get("escalate_second_days")),
			first_days=cint(duty.get("escalate_first_days")),
			office_days=cint(duty.get("escalate_office_days")),
		),
		subject_conditions=parse_conditions(duty.get("subject_filters")),
		evidence_conditions=parse_conditions(duty.get("evidence_filters")),
		required_count=cint(duty.get("required_count")),
		count_by_grade=bool(cint(duty.get("count_by_grade"))),
		short_stay_days=cint(duty.get("short_stay_days")),
		minimum_gap_days=cint(duty.get("minimum_gap_days")),
		evidence_may_precede=bool(cint(duty.get("evidence_may_precede"))),
		remind_days_before=cint(duty.get("remind_days_before")),
		is_urgent=bool(cint(duty.get("is_urgent"))) or duty.get("frequency") == WITHIN_HOURS,
		weight=flt(duty.get("weight")),
		effective_from=getdate(duty.get("effective_from")) if duty.get("effective_from") else None,
		effective_to=getdate(duty.get("effective_to")) if duty.get("effective_to") else None,
		**texts,
	)


def enabled_duties(evidence_doctype: str | None = None) -> list[DutySpec]:
	"""In the order of their codes. Definitions are no personal data: read without a permission check."""
	filters = {"enabled": 1}
	if evidence_doctype:
		filters["evidence_doctype"] = evidence_doctype
	rows = frappe.get_all("Duty", filters=filters, fields=["*"], order_by="name")
	grace = cint(frappe.db.get_single_value("Hulei Settings", "grace_days"))
	return [spec_of(row, grace) for row in rows]


def all_duties(names: list[str]) -> list[DutySpec]:
	"""The duties of these names, switched off ones too. Definitions are no personal data."""
	if not names:
		return []
	rows = frappe.get_all("Duty", filters={"name": ["in", names]}, fields=["*"], order_by="name")
	return [spec_of(row) for row in rows]


def evidence_doctypes() -> frozenset[str]:
	"""Kept for the length of a request: asked on every save of every document. `forget` drops it."""
	known = getattr(frappe.local, "hulei_evidence_doctypes", None)
	if known is None:
		# get_all: definitions are no personal data, and whoever saves anything asks
		rows = frappe.get_all("Duty", filters={"enabled": 1}, pluck="evidence_doctype", distinct=True)
		known = frappe.local.hulei_evidence_doctypes = frozenset(rows)
	return known


def forget() -> None:
	"""Called when a duty changes."""
	frappe.local.hulei_evidence_doctypes = None


@dataclass(frozen=True)
class Standing:
	"""Where a duty stands in the reports: its weight, its section of the plan and its place in the order."""

	weight: float
	section: str
	place: tuple


def standings() -> dict[str, Standing]:
	"""Of all duties, switched off ones too: their past obligations still count. In the order of the plan."""
	# get_all: definitions are no personal data
	fields = ["name", "weight", "requirement", "plan_section"]
	rows = frappe.get_all("Duty", fields=fields, order_by="name")
	first: dict[str, int] = {}
	for row in rows:
		section = section_of(row.plan_section)
		first[section] = min(first.get(section, LAST), requirement_number(row.requirement))
	found = {}
	for row in rows:
		section = section_of(row.plan_section)
		place = (first[section], section, requirement_number(row.requirement), row.name)
		found[row.name] = Standing(flt(row.weight), section, place)
	return found


def section_of(plan_section: str | None) -> str:
	"""The heading without the number of the paragraph: duties of one section stand together in a report."""
	return re.sub(r"[\s\d.、,，]*$", "", plan_section or "")


def requirement_number(requirement: str | None) -> int:
	"""13 of R13; what has none stands last."""
	digits = re.sub(r"\D", "", requirement or "")
	return int(digits) if digits else LAST
