"""What values may look like before Frappe builds SQL from them (pure: no site, no database).

Frappe pastes some of these texts into statements and trusts deny-lists of words; here each text must be one of
few allowed forms. The comments name the advisories (docs/security.md) that a form closes.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

NAME = r"[^\W\d]\w{0,139}"
DOCTYPE = r"[^\W\d_][\w \-]{0,60}"
COLUMN = rf"(?:`tab{DOCTYPE}`\.(?:`{NAME}`|{NAME})|(?:{NAME}\.)?(?:`{NAME}`|{NAME}))"
FUNCTION = rf"(?:count|sum|avg|min|max)\(\s*(?:distinct\s+)?(?:{COLUMN}|\*)\s*\)"

_name = re.compile(NAME)
_doctype = re.compile(DOCTYPE)
_column = re.compile(COLUMN)
_column_parts = re.compile(rf"(?:`tab(?P<doctype>{DOCTYPE})`\.)?(?:(?P<link>{NAME})\.)?`?(?P<name>{NAME})`?")
_function = re.compile(rf"(?i:count|sum|avg|min|max)\(\s*(?i:distinct\s+)?(?P<column>{COLUMN}|\*)\s*\)")
_field = re.compile(
	rf"(?:distinct\s+)?(?P<what>{COLUMN}|(?i:{FUNCTION})|\*|`tab{DOCTYPE}`\.\*)(?P<alias>\s+(?i:as)\s+(?:`{NAME}`|{NAME}))?"
)
_order = re.compile(rf"(?P<what>{COLUMN}|(?i:{FUNCTION}))(?:\s+(?i:asc|desc))?")
_document_name = re.compile(r"[^\"'`;\\\x00-\x1f]{1,140}")

OPERATORS = frozenset(
	"=,!=,>,<,>=,<=,like,not like,in,not in,is,between,timespan,previous,next,ancestors of,descendants of,"
	"not ancestors of,not descendants of,descendants of (inclusive)".split(",")
)
SCALAR = (str, int, float, bool, type(None))


class Misshapen(ValueError):
	"""A value does not have an allowed form; the text is the name of the argument, never its value."""


@dataclass(frozen=True)
class Use:
	"""A column that a request reads: `doctype` if it says so, `link` for `link.name`.

	`reveals` is False for a plain column of a list, which Frappe itself leaves out for who may not read it.
	"""

	name: str
	doctype: str | None = None
	link: str | None = None
	reveals: bool = True


def _parsed(value):
	"""JSON text as its value; other text as it is."""
	if not isinstance(value, str):
		return value
	try:
		return json.loads(value)
	except ValueError:
		return value


def _use(column: str, reveals: bool = True) -> Use:
	parts = _column_parts.fullmatch(column)
	return Use(parts["name"], parts["doctype"], parts["link"], reveals)


def _is_scalar_or_list(value) -> bool:
	if isinstance(value, list | tuple):
		return all(isinstance(item, SCALAR) for item in value)
	return isinstance(value, SCALAR)


def filters(key: str, value) -> Iterator[Use]:
	"""2a 1: a member of a list of conditions that is a bare string goes into WHERE as it is."""
	value = _parsed(value)
	if not value:
		return
	if isinstance(value, dict):
		yield from _filter_dict(key, value)
	elif isinstance(value, list | tuple):
		for member in value:
			if isinstance(member, dict):
				yield from _filter_dict(key, member)
			else:
				yield _condition(key, member)
	else:
		raise Misshapen(key)


def _filter_dict(key: str, value: dict) -> Iterator[Use]:
	for field, wanted in value.items():
		if isinstance(wanted, list | tuple):
			yield _condition(key, [field, *wanted] if len(wanted) == 2 else None)
		else:
			yield _condition(key, [field, "=", wanted])


def _condition(key: str, condition) -> Use:
	"""[field, operator, value] or [doctype, field, operator, value], which may carry one more flag."""
	if not isinstance(condition, list | tuple) or not 3 <= len(condition) <= 5:
		raise Misshapen(key)
	parts = list(condition) if len(condition) > 3 else [None, *condition]
	doctype, field, operator, value = parts[:4]
	good = (
		(doctype is None or (isinstance(doctype, str) and _doctype.fullmatch(doctype)))
		and isinstance(field, str)
		and _column.fullmatch(field)
		and isinstance(operator, str)
		and (not operator or operator.lower().strip() in OPERATORS)
		and _is_scalar_or_list(value)
	)
	if not good:
		raise Misshapen(key)
	use = _use(field)
	return Use(use.name, use.doctype or doctype, use.link)


def filters_or_name(key: str, value) -> Iterator[Use]:
	"""frappe.client.get_value and get also take a record's name."""
	parsed = _parsed(value)
	if isinstance(parsed, dict | list):
		yield from filters(key, parsed)
	elif parsed not in (None, "") and not _document_name.fullmatch(str(parsed)):
		raise Misshapen(key)


def report_values(key: str, value) -> Iterator[Use]:
	"""What a report is asked for; it goes to the report's own code, which treats it as values."""
	value = _parsed(value)
	if not value:
		return
	if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
		raise Misshapen(key)
	if not all(_is_scalar_or_list(item) for item in value.values()):
		raise Misshapen(key)
	yield from ()


def filters_or_values(key: str, value) -> Iterator[Use]:
	"""Filters of our own endpoints and of charts, which may be either."""
	parsed = _parsed(value)
	if isinstance(parsed, dict):
		return report_values(key, parsed)
	return filters(key, parsed)


def fields(key: str, value) -> Iterator[Use]:
	"""2a 3: functions other than the five that count run as SQL."""
	value = _parsed(value)
	if not value:
		return
	members = value if isinstance(value, list | tuple) else str(value).split(",")
	for member in members:
		found = _field.fullmatch(member.strip()) if isinstance(member, str) else None
		if not found:
			raise Misshapen(key)
		what = found["what"]
		function = _function.fullmatch(what)
		if function:
			if function["column"] != "*":
				yield _use(function["column"])
		elif not what.endswith("*"):
			yield _use(what, reveals=False)


def columns_or_values(key: str, value) -> Iterator[Use]:
	"""`fieldname` of frappe.client: a column, a list of columns, or a dict of new values."""
	parsed = _parsed(value)
	if isinstance(parsed, dict):
		for name in parsed:
			column(key, name)
		return iter(())
	return fields(key, parsed)


def order(key: str, value) -> Iterator[Use]:
	"""2a 3, CVE-2025-58375: ORDER BY and GROUP BY take columns and directions only."""
	if not value:
		return
	if not isinstance(value, str):
		raise Misshapen(key)
	for part in value.split(","):
		found = _order.fullmatch(part.strip())
		if not found:
			raise Misshapen(key)
		function = _function.fullmatch(found["what"])
		if not function:
			yield _use(found["what"])
		elif function["column"] != "*":
			yield _use(function["column"])


def column(key: str, value) -> Iterator[Use]:
	"""2a 2 (CVE-2024-24813): `field` of get_group_by_count and its kin are one column."""
	if value in (None, ""):
		return iter(())
	if not isinstance(value, str) or not _column.fullmatch(value):
		raise Misshapen(key)
	return iter((_use(value),))


def doctype(key: str, value) -> Iterator[Use]:
	"""Names of DocTypes become names of tables."""
	if value not in (None, "") and not (isinstance(value, str) and _doctype.fullmatch(value)):
		raise Misshapen(key)
	return iter(())


def mapping(key: str, value) -> Iterator[Use]:
	"""CVE-2026-55823 and its kin: `field_map` of the calendar becomes columns and ifnull(...)."""
	value = _parsed(value)
	if value and not isinstance(value, dict):
		raise Misshapen(key)
	for name in (value or {}).values():
		if isinstance(name, str) and name:
			yield from column(key, name)


def number(key: str, value) -> Iterator[Use]:
	"""LIMIT and OFFSET."""
	if value not in (None, "", True, False) and not re.fullmatch(r"\d{1,9}", str(value)):
		raise Misshapen(key)
	return iter(())


def direction(key: str, value) -> Iterator[Use]:
	if value and str(value).lower().strip() not in ("asc", "desc"):
		raise Misshapen(key)
	return iter(())


def aggregate(key: str, value) -> Iterator[Use]:
	if value and str(value).lower() not in ("count", "sum", "avg"):
		raise Misshapen(key)
	return iter(())


def nothing(key: str, value) -> Iterator[Use]:
	"""Switches of Frappe's query builder that no page of ours needs."""
	if value not in (None, "", 0, False, "0", "false", "null", "undefined"):
		raise Misshapen(key)
	return iter(())


Shape = Callable[[str, object], Iterator[Use]]

SHAPES: dict[str, Shape] = {
	"filters": filters,
	"or_filters": filters,
	"current_filters": filters,
	"export_filters": filters,
	"filters_json": filters_or_values,
	"fields": fields,
	"filter_fields": fields,
	"stats": fields,
	"fieldname": columns_or_values,
	"order_by": order,
	"group_by": order,
	"field": column,
	"searchfield": column,
	"sort_field": column,
	"parent_field": column,
	"date_field": column,
	"value_based_on": column,
	"group_by_based_on": column,
	"aggregate_on_field": column,
	"aggregate_function_based_on": column,
	"sort_order": direction,
	"aggregate_function": aggregate,
	"field_map": mapping,
	"doctype": doctype,
	"dt": doctype,
	"ref_doctype": doctype,
	"reference_doctype": doctype,
	"parent_doctype": doctype,
	"document_type": doctype,
	"aggregate_on_doctype": doctype,
	"limit": number,
	"limit_start": number,
	"limit_page_length": number,
	"page_len": number,
	"page_length": number,
	"debug": nothing,
	"ignore_ddl": nothing,
	"ignore_permissions": nothing,
	"join": nothing,
	"return_query": nothing,
	"run": nothing,
}


def check(arguments: dict, special: dict[str, Shape], depth: int = 0) -> list[Use]:
	"""Holds `arguments`, and the bags of arguments inside them, to SHAPES; `special` replaces some.

	Returns the columns that were named. Raises Misshapen.
	"""
	used: list[Use] = []
	for key, value in arguments.items():
		shape = special.get(key) or SHAPES.get(key)
		if shape:
			used += shape(key, value)
		elif key in BAGS and depth < 3:
			for inner in _bags(value):
				used += check(inner, special, depth + 1)
	return used


# Arguments that carry further arguments (run_doc_method, charts).
BAGS = frozenset(("arg", "args", "kwargs", "params", "chart"))


def _bags(value) -> list[dict]:
	value = _parsed(value)
	members = value if isinstance(value, list) else [value]
	return [member for member in members if isinstance(member, dict)]
