"""Where the venues lie to each other, as a drawing without scale: north is up, a dot for each venue with a position.

A map would be fetched from a server outside, and would tell it where the township's venues are.
"""

from collections import Counter

from frappe import _
from frappe.utils import escape_html

from lijian_hulei.venues.rules.state import COLOURS

WIDTH, HEIGHT, MARGIN = 1000, 380, 60
LETTERS_SHOWN = 10
# Some metres: venues in one street are drawn apart even if that is all there is.
SMALLEST_SPAN = 0.002


def sketch(found: list[dict]) -> str:
	"""An SVG in the text of a report; only the numbers by state when no venue has a position."""
	placed = [row for row in found if row.get("latitude") and row.get("longitude")]
	if not placed:
		return _legend(found)
	dots = "".join(_dot(row, x, y) for row, (x, y) in zip(placed, positions(placed), strict=True))
	title = escape_html(_("Sketch of the venues; north is up"))
	missing = len(found) - len(placed)
	note = escape_html(_("{0} venues have no position yet.").format(missing)) if missing else ""
	return (
		f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" style="width:100%;max-height:400px;'
		f'background:#f7faf8;border:1px solid #d1d8dd;border-radius:6px"><text x="12" y="20" font-size="13" '
		f'fill="#525252">{title}</text>{dots}</svg><div>{_legend(found)} {note}</div>'
	)


def positions(placed: list[dict]) -> list[tuple[float, float]]:
	"""Pixels. Each axis is half distance and half order, so that neighbours in one street are drawn apart."""
	return list(
		zip(
			_spread([row["longitude"] for row in placed], WIDTH),
			[HEIGHT - y for y in _spread([row["latitude"] for row in placed], HEIGHT)],
			strict=True,
		)
	)


def _spread(values: list[float], size: int) -> list[float]:
	"""Pixels from the margin on, in the order of the values."""
	low, span = min(values), max(max(values) - min(values), SMALLEST_SPAN)
	ordered = sorted(set(values))
	steps = max(len(ordered) - 1, 1)
	room = size - 2 * MARGIN
	return [
		round(MARGIN + room * ((value - low) / span + ordered.index(value) / steps) / 2, 1)
		for value in values
	]


def _dot(row: dict, x: float, y: float) -> str:
	name, state = row["venue_name"], _(row["state"])
	short = name if len(name) <= LETTERS_SHOWN else f"{name[: LETTERS_SHOWN - 1]}…"
	label = escape_html(_("{0}: {1}", context="venue and its state").format(name, state))
	return (
		f'<a href="/app/venue/{escape_html(row["venue"])}"><g><title>{label}</title>'
		f'<circle cx="{x}" cy="{y}" r="8" fill="{COLOURS[row["state"]]}" stroke="#fff" stroke-width="2"/>'
		f'<text x="{x}" y="{y + 20}" font-size="11" text-anchor="middle" fill="#333" stroke="#f7faf8" '
		f'stroke-width="3" paint-order="stroke">{escape_html(short)}</text></g></a>'
	)


def _legend(found: list[dict]) -> str:
	"""Each state that occurs, with its colour and the number of venues in it."""
	numbers = Counter(row["state"] for row in found)
	return " ".join(
		f'<span style="white-space:nowrap"><span style="display:inline-block;width:10px;height:10px;border-radius:5px;'
		f'background:{colour}"></span> {escape_html(_(state))} <b>{numbers[state]}</b></span>&nbsp;&nbsp;'
		for state, colour in COLOURS.items()
		if numbers[state]
	)
