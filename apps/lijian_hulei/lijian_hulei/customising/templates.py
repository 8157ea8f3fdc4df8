"""Texts with placeholders that staff may write: print formats and notifications that say what a record says, and no more.

Frappe renders them with functions that read any table. Here only the record, its rows, dates, numbers and the
titles of what everybody may know are let through; the whole text is refused otherwise, nothing is cut out of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe.utils.safe_exec import get_safe_globals
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from lijian_hulei.access import matrix
from lijian_hulei.access.registry import OPEN, REGISTRY, UNSCOPED
from lijian_hulei.access.roles import AGENCY_OFFICER

LONGEST = 60_000
PATH = re.compile(r"^[^\n]*\.(?:html|css|scss|py|md|json|js|xml)$")
SETTINGS = "Hulei Settings"
OUR_TEMPLATES = "lijian_hulei/templates/"
# Given to every template by Frappe, with what may be read from each.
FUNCTIONS = frozenset(
	(
		"_",
		"frappe.format",
		"frappe.format_value",
		"frappe.format_date",
		"frappe.get_fullname",
		"frappe.utils.formatdate",
		"frappe.utils.format_date",
		"frappe.utils.format_datetime",
		"frappe.utils.fmt_money",
		"frappe.utils.cint",
		"frappe.utils.flt",
		"frappe.utils.now_datetime",
		"frappe.utils.today",
		"frappe.utils.getdate",
		"frappe.utils.get_datetime",
		"frappe.utils.get_fullname",
		"frappe.utils.date_diff",
		"frappe.db.get_value",  # of open kinds only, see below
		"place_name",
		"record_list",
		"record_value",
		"frappe.db.get_single_value",  # of the settings only
		"feedback_qr",
		"range",
	)
)
VALUES = frozenset(
	(
		"doc",
		"meta",
		"letter_head",
		"footer",
		"print_heading",
		"print_settings",
		"no_letterhead",
		"layout",
		"loop",
	)
)
METHODS = frozenset(
	(
		*("get", "get_formatted", "strftime", "split", "strip", "items", "keys", "values"),
		*(
			"startswith",
			"endswith",
			"replace",
			"upper",
			"lower",
			"format",
			"append",
			"get_label",
			"get_permlevel_access",
			"duty_titles",
		),
	)
)
FILTERS = frozenset(
	(
		*(
			"e",
			"escape",
			"default",
			"d",
			"length",
			"count",
			"join",
			"replace",
			"round",
			"int",
			"float",
			"abs",
		),
		*(
			"upper",
			"lower",
			"title",
			"trim",
			"string",
			"list",
			"first",
			"last",
			"sort",
			"batch",
			"sum",
			"min",
			"max",
		),
		*("nl2br", "flt", "cint", "len", "format"),
	)
)
_REFUSED = (
	nodes.Import,
	nodes.FromImport,
	nodes.Extends,
	nodes.CallBlock,
	nodes.FilterBlock,
	nodes.EvalContextModifier,
)


@dataclass(frozen=True)
class Problem:
	"""`reason` is one of length, syntax, part, function, name, filter, include, kind; `what` the piece that is meant."""

	reason: str
	what: str = ""


def template_problem(text: str) -> Problem | None:
	"""The first thing in the text that goes beyond the record, or None."""
	if len(text or "") > LONGEST:
		return Problem("length")
	if PATH.search((text or "").strip()):
		return Problem("include")  # Frappe would open it as a file
	try:
		tree = SandboxedEnvironment(extensions=["jinja2.ext.loopcontrols"]).parse(text or "")
	except TemplateSyntaxError as error:
		return Problem("syntax", str(error.lineno))
	local = {name.name for name in tree.find_all(nodes.Name) if name.ctx in ("store", "param")}
	local |= {macro.name for macro in tree.find_all(nodes.Macro)}
	# A name of our own that also is one of Frappe's would stand for Frappe's wherever it is not set.
	shadowing = local & (set(get_safe_globals()) | set(frappe.get_jenv().globals) | VALUES)
	if shadowing:
		return Problem("name", min(shadowing))
	return next(_problems(tree, local), None)


def _problems(node: nodes.Node, local: set[str]) -> Iterator[Problem]:
	if isinstance(node, _REFUSED):
		yield Problem("part", type(node).__name__.lower())
	elif isinstance(node, nodes.Include):
		name = node.template
		if not (
			isinstance(name, nodes.Const)
			and str(name.value).startswith(OUR_TEMPLATES)
			and ".." not in name.value
		):
			yield Problem("include")
	elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
		yield Problem("filter", node.name)
	elif isinstance(node, nodes.Call):
		yield from _call_problems(node, local)
		return
	elif isinstance(node, nodes.Getattr | nodes.Getitem):
		yield from _access_problems(node, local)
		return
	elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in (*VALUES, *local):
		yield Problem("name", node.name)
	for child in node.iter_child_nodes():
		yield from _problems(child, local)


def _call_problems(node: nodes.Call, local: set[str]) -> Iterator[Problem]:
	path = _path(node.node)
	if path in FUNCTIONS:
		if path == "frappe.db.get_value" and not _asks_an_open_kind(node):
			yield Problem("kind")
		if path == "frappe.db.get_single_value" and _first_argument(node) != SETTINGS:
			yield Problem("kind")
	elif isinstance(node.node, nodes.Getattr) and node.node.attr in METHODS:
		yield from _problems(node.node.node, local)
	elif not (isinstance(node.node, nodes.Name) and node.node.name in local):
		yield Problem("function", path or "…")
	for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
		yield from _problems(argument, local)
	if node.dyn_args or node.dyn_kwargs:
		yield Problem("function", path or "…")


def _access_problems(node, local: set[str]) -> Iterator[Problem]:
	if _path(node) == "frappe.session.user":
		return
	name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
	if str(name).startswith("_") or name == "flags":
		yield Problem("name", str(name))
	if isinstance(node, nodes.Getitem):
		yield from _problems(node.arg, local)
	yield from _problems(node.node, local)


def _path(node: nodes.Node) -> str:
	"""frappe.utils.cint for nested attributes of a name; "" for anything else."""
	if isinstance(node, nodes.Name):
		return node.name
	if isinstance(node, nodes.Getattr):
		above = _path(node.node)
		return f"{above}.{node.attr}" if above else ""
	return ""


def _first_argument(node: nodes.Call) -> str | None:
	first = node.args[0] if node.args else None
	return first.value if isinstance(first, nodes.Const) else None


def _asks_an_open_kind(node: nodes.Call) -> bool:
	doctype = _first_argument(node)
	if doctype in REGISTRY:
		return REGISTRY[doctype].reach == OPEN
	# A list of kinds that every agency may read; not the logs, settings and sealed values that have no area either.
	grants = matrix.load().get(doctype, [])
	return doctype in UNSCOPED and any(
		grant.role == AGENCY_OFFICER and "read" in grant.rights for grant in grants
	)
