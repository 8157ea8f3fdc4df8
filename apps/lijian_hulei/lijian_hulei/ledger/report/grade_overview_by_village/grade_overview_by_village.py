"""How many minors of each grade live where, by the policy in force and by the plan's literal words."""

import frappe
from frappe import _

from lijian_hulei.ledger.rules.vocabulary import UNDETERMINED, Grade
from lijian_hulei.ledger.services.overview import counts_by_village

COLOURS = {"red": "#e24c4c", "yellow": "#f5c518", "blue": "#4a90d9"}


def execute(filters: frappe._dict | None = None) -> tuple:
	filters = frappe._dict(filters or {})
	rows = [_row(*counts) for counts in counts_by_village(filters.area)]
	return _columns(), rows, None, _chart(rows), _summary(rows)


def _columns() -> list[dict]:
	numbers = [
		("minors", _("Active Minors")),
		("red", _("Red")),
		("yellow", _("Yellow")),
		("blue", _("Blue")),
		("no_grade", _("No Grade")),
		("literal_red", _("Literally Red")),
		("literal_yellow", _("Literally Yellow")),
		("literal_blue", _("Literally Blue")),
		("undetermined", _("Literally Undetermined")),
	]
	return [
		{"fieldname": "village", "label": _("Village"), "fieldtype": "Data", "width": 180},
		*[
			{"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": 110}
			for fieldname, label in numbers
		],
	]


def _row(village, grades, literals) -> dict:
	return {
		"village": village.name,
		"minors": grades.total(),
		"red": grades[Grade.RED.value],
		"yellow": grades[Grade.YELLOW.value],
		"blue": grades[Grade.BLUE.value],
		"no_grade": grades[Grade.NONE.value],
		"literal_red": literals[Grade.RED.value],
		"literal_yellow": literals[Grade.YELLOW.value],
		"literal_blue": literals[Grade.BLUE.value],
		"undetermined": literals[UNDETERMINED],
	}


def _chart(rows: list[dict]) -> dict | None:
	if not rows:
		return None
	return {
		"data": {
			"labels": [row["village"] for row in rows],
			"datasets": [
				{"name": name, "values": [row[key] for row in rows]}
				for key, name in (("red", _("Red")), ("yellow", _("Yellow")), ("blue", _("Blue")))
			],
		},
		"type": "bar",
		"colors": list(COLOURS.values()),
		"barOptions": {"stacked": 1},
	}


def _summary(rows: list[dict]) -> list[dict]:
	labels = {
		"red": _("Red"),
		"yellow": _("Yellow"),
		"blue": _("Blue"),
		"undetermined": _("Literally Undetermined"),
	}
	indicators = {"red": "Red", "yellow": "Yellow", "blue": "Blue", "undetermined": "Grey"}
	return [
		{
			"label": label,
			"value": sum(row[key] for row in rows),
			"datatype": "Int",
			"indicator": indicators[key],
		}
		for key, label in labels.items()
	]
