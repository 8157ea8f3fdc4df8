"""Conditions that staff may write without code: comparisons of the record's own fields, and nothing that runs.

Frappe evaluates a workflow's or notification's condition as Python on the server, and a field's "depends on" as
JavaScript in everybody's browser. Both are held to the same small language here.
"""

import ast
import re
from dataclasses import dataclass

_COMPARING = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot)
_PLAIN = (
	*(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub),
	*(ast.Compare, ast.Load, *_COMPARING),
)
LONGEST = 500

_TOKEN = re.compile(
	r"""\s*(?:
	(?P<field>doc\.[a-z_][a-z0-9_]*)
	|(?P<includes>\.includes\(\s*doc\.[a-z_][a-z0-9_]*\s*\))
	|(?P<operator>===|!==|==|!=|<=|>=|<|>|&&|\|\||!|\(|\)|\[|\]|,)
	|(?P<number>-?\d+(?:\.\d+)?)
	|(?P<word>\b(?:true|false|null|undefined)\b)
	|(?P<text>'[^'\\<>]*'|"[^"\\<>]*")
	)\s*""",
	re.X,
)
_FIELD = re.compile(r"doc\.([a-z_][a-z0-9_]*)")


@dataclass(frozen=True)
class Problem:
	"""`reason` is one of length, syntax, word, field; `what` the piece that is meant, cut to what may be shown."""

	reason: str
	what: str = ""


def python_problem(text: str, fields: set[str]) -> Problem | None:
	"""What is wrong with a condition of a workflow or notification, or None. `fields` may be compared."""
	text = (text or "").strip()
	if not text:
		return None
	if len(text) > LONGEST:
		return Problem("length")
	try:
		tree = ast.parse(text, mode="eval")
	except (SyntaxError, ValueError):
		return Problem("syntax")
	return _node_problem(tree, fields)


def _node_problem(node: ast.AST, fields: set[str]) -> Problem | None:
	field = _field_of(node)
	if field is not None:
		return None if field in fields else Problem("field", field)
	if isinstance(node, ast.Constant):
		return None if isinstance(node.value, str | int | float | bool | None) else Problem("word", "…")
	if isinstance(node, ast.List | ast.Tuple):
		return _first(_node_problem(item, fields) for item in node.elts)
	if isinstance(node, _PLAIN):
		return _first(_node_problem(child, fields) for child in ast.iter_child_nodes(node))
	return Problem("word", ast.unparse(node)[:40])


def _field_of(node: ast.AST) -> str | None:
	"""doc.status and doc.get("status") both name a field."""
	if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "doc":
		return node.attr
	if (
		isinstance(node, ast.Call)
		and isinstance(node.func, ast.Attribute)
		and _field_of(node.func) == "get"
		and len(node.args) == 1
		and not node.keywords
		and isinstance(node.args[0], ast.Constant)
		and isinstance(node.args[0].value, str)
	):
		return node.args[0].value
	return None


def _first(problems) -> Problem | None:
	return next((problem for problem in problems if problem), None)


def javascript_problem(text: str, fields: set[str]) -> Problem | None:
	"""What is wrong with a "depends on", or None: a field's name, or `eval:` and comparisons of fields."""
	text = (text or "").strip()
	if not text:
		return None
	if len(text) > LONGEST:
		return Problem("length")
	if not text.startswith("eval:"):
		return None if text in fields else Problem("field", text[:40])
	rest, at = text[len("eval:") :], 0
	while at < len(rest):
		token = _TOKEN.match(rest, at)
		if not token:
			return Problem("word", rest[at : at + 20])
		at = token.end()
	unknown = [field for field in _FIELD.findall(rest) if field not in fields]
	return Problem("field", unknown[0]) if unknown else None
