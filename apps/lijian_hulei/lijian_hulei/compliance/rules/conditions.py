"""Reading a duty's filters: a JSON list of [field, operator, value]. No expressions, no SQL, nothing to evaluate."""

import json
import re
from dataclasses import dataclass

OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "in", "not in", "is")
IS_VALUES = ("set", "not set")
_NAME = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
_SCALARS = (str, int, float, bool)


class InvalidCondition(ValueError):
	"""`reason` is a stable key (not_a_list, shape, field, operator, value), `row` counts from 1 (0: the whole)."""

	def __init__(self, reason: str, row: int = 0):
		super().__init__(f"{reason} in row {row}")
		self.reason = reason
		self.row = row


@dataclass(frozen=True)
class Condition:
	"""`field` is a field of the record, or link_field.field to look one link further."""

	field: str
	operator: str
	value: object

	@property
	def path(self) -> tuple[str, str | None]:
		own, _dot, linked = self.field.partition(".")
		return own, linked or None


def parse_conditions(text: str | list | None) -> tuple[Condition, ...]:
	"""Raises InvalidCondition. Blank means no condition."""
	if not text:
		return ()
	try:
		rows = json.loads(text) if isinstance(text, str) else text
	except ValueError:
		raise InvalidCondition("not_a_list")
	if not isinstance(rows, list):
		raise InvalidCondition("not_a_list")
	return tuple(_condition(row, number) for number, row in enumerate(rows, start=1))


def _condition(row: object, number: int) -> Condition:
	if not isinstance(row, list) or len(row) != 3:
		raise InvalidCondition("shape", number)
	field, operator, value = row
	if not isinstance(field, str) or not _NAME.match(field):
		raise InvalidCondition("field", number)
	if operator not in OPERATORS:
		raise InvalidCondition("operator", number)
	if not _value_fits(operator, value):
		raise InvalidCondition("value", number)
	return Condition(field, operator, tuple(value) if isinstance(value, list) else value)


def _value_fits(operator: str, value: object) -> bool:
	if operator == "is":
		return value in IS_VALUES
	if operator in ("in", "not in"):
		return isinstance(value, list) and bool(value) and all(isinstance(item, _SCALARS) for item in value)
	return isinstance(value, _SCALARS)
