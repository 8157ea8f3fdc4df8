"""Who sees what, written once: for every DocType with personal data the fields that say where it belongs.

Lists, documents, link search, reports and exports are all limited by these rules (access/scope.py).
A DocType of the app stands either here or in UNSCOPED with the reason.
"""

from dataclasses import dataclass

from lijian_hulei.access.roles import (
	CIVIL_AFFAIRS_OFFICER,
	GOVERNANCE_OFFICE,
	HEALTH_OFFICER,
	JUSTICE_OFFICER,
	POLICE_OFFICER,
	PROTECTION_OFFICE,
	PUBLICITY_OFFICER,
)

OPEN = "open"  # an organisational fact: every active officer may know it (roles still decide)
TOWNSHIP = "township"  # everybody who serves in the same township
AREA = "area"  # the officer's own areas and agencies only


@dataclass(frozen=True)
class Through:
	"""A detour to the agency: `DocType`.`link` names our record and `DocType`.`agency` the agency."""

	doctype: str
	link: str
	agency: str


@dataclass(frozen=True)
class ScopeRule:
	"""How one DocType is limited.

	`area_field` and `agency_field` widen each other: either is enough. `upward` shows records of the areas
	above as well (a village cadre reads the township's meeting). `parent` limits a record by another
	DocType's rule through `parent_field`; child tables use their own parent. `also_agency_fields` are further
	agencies the record belongs to (a referral's receiver, a venue's police station). `township_roles` serve
	the whole township for this DocType although their post shows them no areas (a station inspects all venues).
	`area_roles`, where given, are the only roles that see by area (nobody reads a report because it is his village).
	`author_key_field` holds access.scope.author_key() of who wrote the record: he keeps seeing it, may write one
	for any place, and nobody who reads the record learns from it who he is.
	"""

	reach: str = AREA
	area_field: str | None = None
	agency_field: str | None = None
	agency_through: Through | None = None
	upward: bool = False
	parent: str | None = None
	parent_field: str | None = None
	also_agency_fields: tuple[str, ...] = ()
	township_roles: tuple[str, ...] = ()
	area_roles: tuple[str, ...] = ()
	author_key_field: str | None = None

	@property
	def agency_fields(self) -> tuple[str, ...]:
		return tuple(field for field in (self.agency_field, *self.also_agency_fields) if field)


def _child_of(parent: str) -> ScopeRule:
	return ScopeRule(parent=parent, parent_field="parent")


def _at_venue() -> ScopeRule:
	"""A record of a venue: its operator, its station, its village; police serve the whole township."""
	return ScopeRule(
		area_field="area",
		agency_field="agency",
		also_agency_fields=("station",),
		township_roles=(POLICE_OFFICER,),
	)


def _of_staff() -> ScopeRule:
	"""A unit sees its own staff; police, who answer the checks, those of the township."""
	return ScopeRule(area_field="area", agency_field="agency", township_roles=(POLICE_OFFICER,))


def _under_control() -> ScopeRule:
	"""The area is the village; the station serves the whole township."""
	return ScopeRule(area_field="area", agency_field="agency", township_roles=(POLICE_OFFICER,))


def _at_school(*also: str) -> ScopeRule:
	"""A record at a school or held by another agency; the justice office serves the whole township."""
	return ScopeRule(
		area_field="area", agency_field="school", also_agency_fields=also, township_roles=(JUSTICE_OFFICER,)
	)


def _of_medical_unit() -> ScopeRule:
	"""A unit sees its own; the health office those of the township."""
	return ScopeRule(area_field="area", agency_field="agency", township_roles=(HEALTH_OFFICER,))


REGISTRY: dict[str, ScopeRule] = {
	"Area": ScopeRule(OPEN),
	"Agency": ScopeRule(OPEN),
	"Position": ScopeRule(OPEN),
	"Responsibility": ScopeRule(OPEN),
	"Officer": ScopeRule(TOWNSHIP, area_field="area"),
	"Officer Area": _child_of("Officer"),
	"Household": ScopeRule(area_field="area", agency_through=Through("Minor", "household", "school")),
	"Household Member": _child_of("Household"),
	"Minor": ScopeRule(area_field="area", agency_field="school"),
	"Minor Guardian": _child_of("Minor"),
	"Minor Risk Factor": _child_of("Minor"),
	"Grade Change": ScopeRule(area_field="area"),
	"Grade Drift": ScopeRule(area_field="area"),
	"Canvass": ScopeRule(area_field="area"),
	"Roster Import": ScopeRule(area_field="area", agency_field="agency"),
	"Reconciliation Item": ScopeRule(area_field="area", agency_field="agency"),
	"Support Pairing": ScopeRule(area_field="area"),
	"Visit": ScopeRule(area_field="area"),
	"Visit Companion": _child_of("Visit"),
	"Visit Finding": _child_of("Visit"),
	"Visit Need": _child_of("Visit"),
	"Visit Photo": _child_of("Visit"),
	"Follow Up": ScopeRule(area_field="area", agency_field="agency"),
	"Venue": ScopeRule(
		area_field="area",
		agency_field="agency",
		also_agency_fields=("supervising_agency",),
		township_roles=(POLICE_OFFICER,),
	),
	"Venue Supervisor": _child_of("Venue"),
	"Venue Inspection": _at_venue(),
	"Inspection Inspector": _child_of("Venue Inspection"),
	"Inspection Item": _child_of("Venue Inspection"),
	"Rectification Order": _at_venue(),
	"Rectification Photo": _child_of("Rectification Order"),
	"Mandatory Report": ScopeRule(
		area_field="area",
		area_roles=(PROTECTION_OFFICE, GOVERNANCE_OFFICE, POLICE_OFFICER),
		township_roles=(POLICE_OFFICER,),
		author_key_field="reporter_key",
	),
	"Report Photo": _child_of("Mandatory Report"),
	"Report Step": _child_of("Mandatory Report"),
	"Report Obstruction": ScopeRule(area_field="area", township_roles=(POLICE_OFFICER,)),
	"Report Duty Review": ScopeRule(area_field="area", township_roles=(POLICE_OFFICER,)),
	"Relief Case": ScopeRule(area_field="area"),
	"Relief Need": _child_of("Relief Case"),
	"Relief Measure": _child_of("Relief Case"),
	"Relief Review": ScopeRule(parent="Relief Case", parent_field="relief_case"),
	"Referral": ScopeRule(area_field="area", agency_field="from_agency", also_agency_fields=("receiver",)),
	"Worker": _of_staff(),
	"Hiring Check": _of_staff(),
	"Hiring Check Batch": _of_staff(),
	"Hiring Check Batch Row": _child_of("Hiring Check Batch"),
	"Employment Ban": ScopeRule(area_field="area", township_roles=(POLICE_OFFICER,)),
	"Restricted Person": _under_control(),
	"Control Record": _under_control(),
	"Control Summary": _under_control(),
	"Campus Check": _at_school("checking_agency"),
	"Campus Check Item": _child_of("Campus Check"),
	"Campus Hazard": _at_school("owner_agency", "finding_agency"),
	"Hazard Photo": _child_of("Campus Hazard"),
	"Education Activity": _at_school("organiser"),
	"Activity Audience": _child_of("Education Activity"),
	"Activity Lesson Form": _child_of("Education Activity"),
	"Activity Expert": _child_of("Education Activity"),
	"Activity Photo": _child_of("Education Activity"),
	"Expert": ScopeRule(TOWNSHIP, area_field="area"),
	"Legal Vice Principal": _at_school("unit"),
	"School Calendar": ScopeRule(TOWNSHIP, area_field="area"),
	"School Calendar Day": _child_of("School Calendar"),
	"Safety Education Task": ScopeRule(area_field="area", agency_field="agency"),
	"Care Delegation": ScopeRule(area_field="area", township_roles=(CIVIL_AFFAIRS_OFFICER,)),
	"Carer Check": ScopeRule(area_field="area", township_roles=(CIVIL_AFFAIRS_OFFICER,)),
	"Carer Check Photo": _child_of("Carer Check"),
	"Confidentiality Pledge": _of_medical_unit(),
	"Pledge Signatory": _child_of("Confidentiality Pledge"),
	"Privacy Breach": _of_medical_unit(),
	"Joint Meeting": ScopeRule(
		area_field="area", upward=True, agency_through=Through("Meeting Agency", "parent", "agency")
	),
	"Meeting Agency": _child_of("Joint Meeting"),
	"Meeting Decision": _child_of("Joint Meeting"),
	"Meeting Task": ScopeRule(area_field="area", agency_field="agency"),
	"Leading Group": ScopeRule(TOWNSHIP, area_field="area"),
	"Leading Group Member": _child_of("Leading Group"),
	"Sharing Rule": ScopeRule(TOWNSHIP, area_field="area"),
	"Sharing Rule Review": ScopeRule(area_field="area"),
	"Bulletin": ScopeRule(area_field="area", agency_field="agency", township_roles=(PUBLICITY_OFFICER,)),
	"Bulletin Area": _child_of("Bulletin"),
	"Bulletin Recipient": _child_of("Bulletin"),
	"Bulletin Receipt": ScopeRule(area_field="area", agency_field="agency"),
	"Bulletin Reading": ScopeRule(area_field="area", agency_field="agency"),
	"Share Request": ScopeRule(area_field="area", agency_field="agency"),
	"School Report": ScopeRule(
		area_field="area", agency_field="agency", also_agency_fields=("support_agency",)
	),
	"Feedback Point": ScopeRule(area_field="area", agency_field="agency"),
	# Not the school it names: what is told about a school may go to another agency.
	"Parent Feedback": ScopeRule(area_field="area", agency_field="agency"),
	"Resource": ScopeRule(OPEN),
	"Joint Action": ScopeRule(
		area_field="area",
		agency_field="lead_agency",
		agency_through=Through("Joint Action Member", "parent", "agency"),
		upward=True,
	),
	"Joint Action Member": _child_of("Joint Action"),
	"Joint Action Photo": _child_of("Joint Action"),
	"Guidance Note": ScopeRule(area_field="area", agency_field="agency"),
	"Typical Case": ScopeRule(area_field="area", agency_field="agency"),
	"Opinion Incident": ScopeRule(area_field="area", township_roles=(POLICE_OFFICER, PUBLICITY_OFFICER)),
	"Opinion Track": _child_of("Opinion Incident"),
	"Opinion Patrol": ScopeRule(
		area_field="area", agency_field="agency", township_roles=(PUBLICITY_OFFICER,)
	),
	"Obligation": ScopeRule(area_field="area", agency_field="agency"),
	"Compliance Report": ScopeRule(area_field="area", agency_field="agency"),
	"Compliance Report Line": _child_of("Compliance Report"),
	"Compliance Report Unit": _child_of("Compliance Report"),
	"Compliance Report Section": _child_of("Compliance Report"),
	"Obligation Step": ScopeRule(parent="Obligation", parent_field="obligation"),
	"Assessment Score": ScopeRule(area_field="area", agency_field="agency"),
	"Assessment Deduction": _child_of("Assessment Score"),
	"Assessment Appeal": ScopeRule(area_field="area", agency_field="agency"),
	"Supervision Visit": ScopeRule(
		area_field="area", agency_field="agency", also_agency_fields=("by_agency",)
	),
	"Supervision Member": _child_of("Supervision Visit"),
	"Supervision Item": _child_of("Supervision Visit"),
	# Roles give it to the two offices alone; QUERY_CONDITIONS leaves out the files about oneself.
	"Accountability Referral": ScopeRule(area_field="place_area"),
	"Accountability Person": _child_of("Accountability Referral"),
	"Accountability Fact": _child_of("Accountability Referral"),
	"Accountability Event": _child_of("Accountability Referral"),
}

# No area, no person in them, or not readable by any officer's role.
UNSCOPED: dict[str, str] = {
	"Agency Type": "list of kinds, no person in it",
	"Position Role": "which roles a post has, no person in it",
	"Risk Factor": "list of kinds, no person in it",
	"Grading Policy": "the rule for everybody, no person in it",
	"Grading Rule": "rows of Grading Policy",
	"Grading Run": "progress of a job: numbers only",
	"Visit Topic": "list of kinds, no person in it",
	"Need Type": "list of kinds, no person in it",
	"Venue Type": "list of kinds, no person in it",
	"Venue Type Item": "rows of Venue Type",
	"Report Situation": "the nine situations of the law, no person in it",
	"Relief Type": "list of kinds, no person in it",
	"Bulletin Kind": "list of kinds, no person in it",
	"Feedback Topic": "list of kinds, no person in it",
	"Safety Item": "list of kinds, no person in it",
	"Activity Kind": "list of kinds, no person in it",
	"Lesson Form": "list of kinds, no person in it",
	"Duty": "the duties of the plan, no person in it",
	"Public Holiday": "days off and made-up working days, no person in it",
	"Assessment Scheme": "the rule for everybody, no person in it",
	"Assessment Rule": "rows of Assessment Scheme",
	"Compliance Period": "opening and closing of months",
	"Listed Offence": "the closed list of offences, no person in it",
	"Register Access Log": "record names only; for the two offices that answer for the whole township",
	"Sealed Value": "no role may read it",
	"Reveal Log": "record names only; for the two offices that answer for the whole township",
	"Export Log": "record names only; for the two offices that answer for the whole township",
	"Disposal List": "numbers of records that are past their time, no names; for the two offices",
	"Disposal List Row": "rows of Disposal List",
	"Protected Export": "what was asked for and why; for the two offices that may export",
	"Hulei Settings": "settings of the site",
	"Configuration Transfer": "holds nothing: buttons of the steward",
	"Record Type": "what kinds of record staff added, no person in it",
	"Record Type Field": "rows of Record Type",
	"Record Type Role": "rows of Record Type",
}


def hook_name(doctype: str) -> str:
	"""The name of a DocType's function in access.conditions: Follow Up -> follow_up."""
	return doctype.replace(" ", "_").replace("-", "_").lower()


# Read by hooks.py. Child tables too: their rows can be listed on their own through the API.
QUERY_CONDITIONS = {
	doctype: f"lijian_hulei.access.conditions.{hook_name(doctype)}" for doctype in REGISTRY
} | {
	"File": "lijian_hulei.access.files.query_condition",
	"Letter Head": "lijian_hulei.printing.letter_heads.query_condition",
	# The same limits, and a line in the access log.
	"Restricted Person": "lijian_hulei.supervision.services.access_log.query_condition",
	# The same limits, without the files in which the user's own officer stands.
	"Accountability Referral": [
		"lijian_hulei.access.conditions.accountability_referral",
		"lijian_hulei.compliance.services.confidential.file_condition",
	],
	"Accountability Person": [
		"lijian_hulei.access.conditions.accountability_person",
		"lijian_hulei.compliance.services.confidential.person_condition",
	],
	"Accountability Fact": [
		"lijian_hulei.access.conditions.accountability_fact",
		"lijian_hulei.compliance.services.confidential.fact_condition",
	],
	"Accountability Event": [
		"lijian_hulei.access.conditions.accountability_event",
		"lijian_hulei.compliance.services.confidential.event_condition",
	],
}
DOCUMENT_CHECKS = dict.fromkeys(REGISTRY, "lijian_hulei.access.conditions.has_permission") | {
	"File": "lijian_hulei.access.files.has_permission",
	"Letter Head": "lijian_hulei.printing.letter_heads.has_permission",
	# The last one answers first, and asks the registry's limits itself.
	"Accountability Referral": [
		"lijian_hulei.access.conditions.has_permission",
		"lijian_hulei.compliance.services.confidential.has_permission",
	],
}
