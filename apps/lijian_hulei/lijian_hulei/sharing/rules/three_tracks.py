"""三同步: the three lines of work that start together when something about a minor spreads in public (plan part 3(4), R53)."""

from collections.abc import Sequence
from datetime import datetime

HANDLING, GUIDING, CONTROL = "Handling by Law", "Guiding Opinion", "Control in Society"
TRACKS = (HANDLING, GUIDING, CONTROL)


def all_begun_at(started: Sequence[datetime | None]) -> datetime | None:
	"""When the last of the tracks began; None while one has not."""
	if len(started) < len(TRACKS) or not all(started):
		return None
	return max(started)


def missing(rows: Sequence[tuple[str, object]]) -> list[str]:
	"""The tracks for which `rows` of (track, value) hold no value, in their order."""
	known = {track for track, value in rows if value}
	return [track for track in TRACKS if track not in known]
