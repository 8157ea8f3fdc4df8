"""The few Server Scripts that come with the app may be extended by staff: reminders, refusals, defaults, and no more.

Frappe's scripts can read and write any table. What staff write may look at the record, compare, set its fields,
speak to the user and ask the app's own grading; everything else is for a System Manager.
"""

import ast

from lijian_hulei.customising.rules.conditions import Problem

LONGEST = 10_000
CALLS = frozenset(
	(
		*("doc.get", "doc.set", "doc.append", "doc.has_value_changed", "doc.is_new"),
		*("frappe.throw", "frappe.msgprint", "frappe._", "_", "frappe.bold"),
		*("frappe.utils.today", "frappe.utils.getdate", "frappe.utils.date_diff", "frappe.utils.add_days"),
		*("frappe.utils.cint", "frappe.utils.flt", "frappe.utils.now_datetime"),
		*(
			"str",
			"int",
			"float",
			"len",
			"bool",
			"min",
			"max",
			"sum",
			"sorted",
			"range",
			"enumerate",
			"list",
			"dict",
		),
	)
)
# frappe.call is let through for these only.
OUR_METHODS = frozenset(("lijian_hulei.api.grading.evaluate_minor",))
METHODS = frozenset(
	("append", "get", "items", "keys", "values", "strip", "startswith", "endswith", "format", "lower")
)
_STATEMENTS = (
	*(ast.Module, ast.Expr, ast.Assign, ast.AugAssign, ast.If, ast.For, ast.Break, ast.Continue, ast.Pass),
	*(ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare, ast.IfExp, ast.Dict, ast.List, ast.Tuple, ast.Set),
	*(ast.Subscript, ast.Slice, ast.Constant, ast.Starred, ast.keyword, ast.comprehension, ast.ListComp),
	*(ast.expr_context, ast.boolop, ast.operator, ast.unaryop, ast.cmpop, ast.JoinedStr, ast.FormattedValue),
)


def script_problem(text: str) -> Problem | None:
	"""The first thing in a script that goes beyond its record, or None. `what` is the line."""
	if len(text or "") > LONGEST:
		return Problem("length")
	try:
		tree = ast.parse(text or "")
	except (SyntaxError, ValueError) as error:
		return Problem("syntax", str(getattr(error, "lineno", "")))
	return _problem(tree)


def _problem(node: ast.AST) -> Problem | None:
	if isinstance(node, ast.Call):
		return _call_problem(node)
	if isinstance(node, ast.Attribute):
		if node.attr.startswith("_") or _root(node) == "frappe":
			return Problem("word", _line(node))
		return _problem(node.value)
	if isinstance(node, ast.Name):
		wrong = node.id.startswith("__") or node.id == "frappe"
		stored = isinstance(node.ctx, ast.Store) and node.id in ("doc", "frappe", "_")
		return Problem("word", _line(node)) if wrong or stored else None
	if not isinstance(node, _STATEMENTS):
		return Problem("word", _line(node))
	return next(filter(None, (_problem(child) for child in ast.iter_child_nodes(node))), None)


def _call_problem(node: ast.Call) -> Problem | None:
	path = _path(node.func)
	if path == "frappe.call":
		first = node.args[0] if node.args else None
		if not (isinstance(first, ast.Constant) and first.value in OUR_METHODS):
			return Problem("word", _line(node))
	elif path not in CALLS:
		method = (
			isinstance(node.func, ast.Attribute)
			and node.func.attr in METHODS
			and _root(node.func) != "frappe"
		)
		if not method:
			return Problem("word", _line(node))
		if found := _problem(node.func.value):
			return found
	inside = (*node.args, *(keyword.value for keyword in node.keywords))
	return next(filter(None, (_problem(part) for part in inside)), None)


def _path(node: ast.AST) -> str:
	if isinstance(node, ast.Name):
		return node.id
	if isinstance(node, ast.Attribute) and (above := _path(node.value)):
		return f"{above}.{node.attr}"
	return ""


def _root(node: ast.AST) -> str:
	while isinstance(node, ast.Attribute | ast.Subscript):
		node = node.value
	return node.id if isinstance(node, ast.Name) else ""


def _line(node: ast.AST) -> str:
	return str(getattr(node, "lineno", ""))
