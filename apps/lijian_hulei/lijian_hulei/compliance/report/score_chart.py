"""The chart of a table of scores, the same for the month's and the quarter's."""

from frappe import _


def score_chart(rows: list[dict]) -> dict | None:
	"""A bar for each row, by its `title` and `score`; nothing where there is no row."""
	if not rows:
		return None
	return {
		"data": {
			"labels": [row["title"] for row in rows],
			"datasets": [{"name": _("Score"), "values": [row["score"] for row in rows]}],
		},
		"type": "bar",
		"colors": ["#c0392b"],
	}
