"""Where the venues lie to each other, as a drawing: north is up, one dot for each venue that has a position.

A map would be fetched from a server outside, and would tell it where the township's venues are.
"""

from math import cos, radians

from frappe import _
from frappe.utils import escape_html

from lijian_hulei.venues.rules.state import COLOURS

WIDTH, HEIGHT, MARGIN = 860, 340, 46
LETTERS_SHOWN = 10
# Some metres: venues in one street are drawn apart even if that is all there is.
SMALLEST_SPAN = 0.002


def sketch(found: list[dict]) -> str:
	"""An SVG in the text of a report; "" when no venue has a position."""
	placed = [row for row in found if row.get("latitude") and row.get("longitude")]
	if not placed:
		return ""
	dots = "".join(_dot(row, x, y) for row, (x, y) in zip(placed, positions(placed), strict=True))
	title = escape_html(_("Sketch of the venues; north is up"))
	missing = len(found) - len(placed)
	note = escape_html(_("{0} venues have no position yet.").format(missing)) if missing else ""
	return (
		f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}" style="width:100%;max-height:360px;'
		f'background:#f7faf8;border:1px solid #d1d8dd;border-radius:6px"><text x="12" y="20" font-size="13" '
		f'fill="#525252">{title}</text>{dots}</svg><div>{_legend(found)} {note}</div>'
	)


def positions(placed: list[dict]) -> list[tuple[float, float]]:
	"""Pixels, with one scale for both directions, so that distances compare."""
	middle = sum(row["latitude"] for row in placed) / len(placed)
	shrink = cos(radians(middle))
	east = [row["longitude"] * shrink for row in placed]
	north = [row["latitude"] for row in placed]
	span_x, span_y = max(max(east) - min(east), SMALLEST_SPAN), max(max(north) - min(north), SMALLEST_SPAN)
	scale = min((WIDTH - 2 * MARGIN) / span_x, (HEIGHT - 2 * MARGIN) / span_y)
	left = (WIDTH - (max(east) - min(east)) * scale) / 2
	top = (HEIGHT - (max(north) - min(north)) * scale) / 2
	return [
		(round(left + (x - min(east)) * scale, 1), round(top + (max(north) - y) * scale, 1))
		for x, y in zip(east, north, strict=True)
	]


def _dot(row: dict, x: float, y: float) -> str:
	name, state = row["venue_name"], _(row["state"])
	short = name if len(name) <= LETTERS_SHOWN else f"{name[: LETTERS_SHOWN - 1]}…"
	label = escape_html(_("{0}: {1}", context="venue and its state").format(name, state))
	return (
		f'<a href="/app/venue/{escape_html(row["venue"])}"><g><title>{label}</title>'
		f'<circle cx="{x}" cy="{y}" r="9" fill="{COLOURS[row["state"]]}" stroke="#fff" stroke-width="2"/>'
		f'<text x="{x}" y="{y + 22}" font-size="11" text-anchor="middle" fill="#333">{escape_html(short)}</text></g></a>'
	)


def _legend(found: list[dict]) -> str:
	present = [state for state in COLOURS if any(row["state"] == state for row in found)]
	return " ".join(
		f'<span style="white-space:nowrap"><span style="display:inline-block;width:10px;height:10px;border-radius:5px;'
		f'background:{COLOURS[state]}"></span> {escape_html(_(state))}</span>&nbsp;'
		for state in present
	)
