"""Fields, properties of fields, and record types that staff add: what they may be (see policy.py)."""

import re
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import cint

from lijian_hulei.access.matrix import load
from lijian_hulei.access.personal import is_open
from lijian_hulei.access.registry import REGISTRY, UNSCOPED
from lijian_hulei.access.roles import POSITION_ROLES, SYSTEM_STEWARD, UNLIMITED_ROLE
from lijian_hulei.customising.limits import field_names, is_our_module, is_ours, refuse, words
from lijian_hulei.customising.rules.conditions import javascript_problem
from lijian_hulei.privacy.sealed_fields import SEALED

FIELD_TYPES = frozenset(
	(
		*(
			"Data",
			"Small Text",
			"Text",
			"Select",
			"Check",
			"Date",
			"Datetime",
			"Time",
			"Int",
			"Float",
			"Currency",
		),
		*("Percent", "Rating", "Link", "Table", "Table MultiSelect", "Attach", "Attach Image", "Signature"),
		*("Section Break", "Column Break", "Tab Break", "Heading"),
	)
)
# What a Property Setter may say. Those of TIGHTENING only ever in the stricter direction.
PROPERTIES = frozenset(
	(
		*(
			"label",
			"description",
			"options",
			"default",
			"columns",
			"width",
			"bold",
			"collapsible",
			"precision",
		),
		*(
			"in_list_view",
			"in_standard_filter",
			"in_filter",
			"in_preview",
			"field_order",
			"insert_after",
			"idx",
		),
		*(
			"depends_on",
			"mandatory_depends_on",
			"read_only_depends_on",
			"collapsible_depends_on",
			"placeholder",
		),
		*("sort_field", "sort_order", "default_print_format", "quick_entry", "max_height", "length"),
	)
)
TIGHTENING = frozenset(
	("reqd", "hidden", "read_only", "print_hide", "report_hide", "unique", "no_copy", "set_only_once")
)
EXPRESSIONS = ("depends_on", "mandatory_depends_on", "read_only_depends_on", "collapsible_depends_on")
NUMBERING = re.compile(r"^(?:hash|[A-Z]{2,8}-(?:\.YYYY\.-)?\.#{3,10})$")
HIGHEST_LEVEL = 2


def check_custom_field(doc) -> None:
	if not is_ours(doc.dt):
		refuse(_("fields can be added to the records of this app only"))
	_check_field(doc, doc.dt, field_names(doc.dt))


def _check_field(field, doctype: str, names: set[str]) -> None:
	if field.fieldtype not in FIELD_TYPES:
		refuse(_("the field type {0} is not available").format(_(field.fieldtype)), field.label)
	check_text(field, ("label", "description", "options", "placeholder"))
	if field.fieldtype in ("Link", "Table", "Table MultiSelect") and not is_ours(field.options):
		refuse(_("it may only point to records of this app"), field.label)
	for right in ("in_global_search", "is_virtual", "remember_last_selected_value"):
		if cint(field.get(right)):
			refuse(_("{0} cannot be switched on").format(right), field.label)
	if cint(field.get("ignore_user_permissions")) and not is_open(field.options):
		refuse(_("it would look past the limits of area and agency"), field.label)
	if cint(field.permlevel) > HIGHEST_LEVEL:
		refuse(_("the permission level is at most {0}").format(HIGHEST_LEVEL), field.label)
	_check_expressions(field, names)
	if field.get("fetch_from"):
		_check_fetch(field, doctype)


def check_text(doc, fieldnames: Iterable[str]) -> None:
	for fieldname in fieldnames:
		if "<" in str(doc.get(fieldname) or ""):
			refuse(_("text must not hold < (tags)"), doc.get("label") or doc.get("name"))


def _check_expressions(doc, names: set[str]) -> None:
	for fieldname in EXPRESSIONS:
		if problem := javascript_problem(doc.get(fieldname), names):
			refuse(words(problem), fieldname)


def _check_fetch(field, doctype: str) -> None:
	"""What is fetched is copied into a record that others may read: not what they could not read at its source."""
	link, _dot, source = field.fetch_from.partition(".")
	target = frappe.get_meta(doctype).get_field(link)
	if not target or target.fieldtype != "Link" or not is_ours(target.options):
		refuse(_("it may only fetch from a link to a record of this app"), field.label)
	meta = frappe.get_meta(target.options)
	origin = meta.get_field(source)
	if not origin or source in SEALED.get(target.options, {}):
		refuse(_("it may not fetch this field"), field.label)
	if _readers(doctype, cint(field.permlevel)) - _readers(target.options, cint(origin.permlevel)):
		refuse(_("it would show others what they cannot read at its source"), field.label)


def _readers(doctype: str, level: int) -> set[str]:
	if doctype in REGISTRY or doctype in UNSCOPED:
		grants = load().get(doctype, [])
		return {grant.role for grant in grants if grant.level == level and "read" in grant.rights}
	return {row.role for row in frappe.get_meta(doctype).permissions if row.permlevel == level and row.read}


def check_property_setter(doc) -> None:
	if not is_ours(doc.doc_type):
		refuse(_("only records of this app can be changed"))
	name = doc.property
	if name in TIGHTENING:
		if not cint(doc.value):
			refuse(_("{0} can only be switched on").format(name), doc.field_name)
	elif name not in PROPERTIES:
		refuse(_("the property {0} cannot be changed").format(name), doc.field_name)
	if name in EXPRESSIONS:
		if problem := javascript_problem(doc.value, field_names(doc.doc_type)):
			refuse(words(problem), doc.field_name)
	elif "<" in str(doc.value or ""):
		refuse(_("text must not hold < (tags)"), doc.field_name)
	if name == "options":
		_check_options(doc)


def _check_options(doc) -> None:
	"""A list of choices may grow: rules, reports and workflows speak of those it has."""
	field = frappe.get_meta(doc.doc_type, cached=False).get_field(doc.field_name)
	shipped = frappe.db.get_value(
		"DocField",
		{"parent": doc.doc_type, "fieldname": doc.field_name},
		["fieldtype", "options"],
		as_dict=True,
	)
	if not field or not shipped or shipped.fieldtype != "Select":
		refuse(_("only a list of choices can be changed"), doc.field_name)
	missing = set((shipped.options or "").split("\n")) - set((doc.value or "").split("\n"))
	if missing:
		refuse(_("the choice {0} must stay").format(_(min(missing))), doc.field_name)


def check_doctype(doc) -> None:
	if not doc.custom or not doc.module or not is_our_module(doc.module):
		refuse(_("only record types of their own, in a module of this app"))
	for switch in (
		"issingle",
		"is_virtual",
		"is_tree",
		"has_web_view",
		"allow_guest_to_view",
		"allow_rename",
	):
		if cint(doc.get(switch)):
			refuse(_("{0} cannot be switched on").format(switch))
	if doc.get("actions"):
		refuse(_("actions run code"))
	check_text(doc, ("description", "name"))
	names = {field.fieldname for field in doc.fields}
	for field in doc.fields:
		_check_new_field(field, doc, names)
	if cint(doc.istable):
		return
	doc.track_changes = 1
	doc.allow_import = 0
	if not NUMBERING.match(doc.autoname or ""):
		refuse(_("the numbering must be hash, or letters and a running number such as CARE-.YYYY.-.#####"))
	_check_place(doc)
	_check_permissions(doc)


def _check_new_field(field, doc, names: set[str]) -> None:
	if field.get("fetch_from"):
		refuse(_("add fetched fields afterwards, as custom fields"), field.label)
	_check_field(field, doc.name, names)


def _check_place(doc) -> None:
	fields = {field.fieldname: field for field in doc.fields}
	area = fields.get("area")
	if not (area and area.fieldtype == "Link" and area.options == "Area" and cint(area.reqd)):
		refuse(_("it needs a mandatory link field named area to Area, by which it is limited"))
	agency = fields.get("agency")
	if agency and not (agency.fieldtype == "Link" and agency.options == "Agency"):
		refuse(_("a field named agency must be a link to Agency"))


def _check_permissions(doc) -> None:
	has_agency = any(field.fieldname == "agency" and cint(field.reqd) for field in doc.fields)
	by_agency = _roles_of_agency_posts()
	for row in doc.permissions:
		if row.role == UNLIMITED_ROLE:
			continue
		if row.role not in POSITION_ROLES or row.role == SYSTEM_STEWARD:
			refuse(_("only roles of posts in the town can have rights"), row.role)
		if row.role in by_agency and not has_agency:
			refuse(_("this role is limited by its agency: add a mandatory link field named agency"), row.role)
		for right in ("delete", "share", "import", "email", "export"):
			if cint(row.get(right)):
				refuse(_("the right {0} is not given here").format(_(right.title())), row.role)


def _roles_of_agency_posts() -> set[str]:
	position, row = frappe.qb.DocType("Position"), frappe.qb.DocType("Position Role")
	query = frappe.qb.from_(row).join(position).on(position.name == row.parent)
	return set(query.select(row.role).distinct().where(position.scope == "Agency").run(pluck=True))
