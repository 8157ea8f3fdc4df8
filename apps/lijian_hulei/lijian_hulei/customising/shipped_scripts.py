"""Server Scripts that come with the app, and what has become of them on this site."""

import difflib
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import frappe

SCRIPTS = Path(__file__).parent.parent / "setup/data/server_scripts"
SHIPPED = {
	"Minor Grade": {
		"script_type": "DocType Event",
		"reference_doctype": "Minor",
		"doctype_event": "Before Save",
		"file": "grade_minor.txt",
	},
}
"""By the name of the Server Script. Frappe runs Before Save scripts after the controller's validate()."""

AS_SHIPPED, EDITED, SWITCHED_OFF, DELETED, ADDED = (
	"As Shipped",
	"Edited Here",
	"Switched Off",
	"Deleted Here",
	"Added Here",
)
FINGERPRINT = 12
FIELDS = ("name", "script", "disabled", "modified", "modified_by", "script_type", "reference_doctype")


@dataclass(frozen=True)
class ScriptState:
	"""One Server Script of this site beside the one that came with the app (None: it is the site's own)."""

	name: str
	state: str
	about: str | None
	changed_at: datetime | None = None
	changed_by: str | None = None
	shipped: str | None = None
	present: str | None = None
	lines_added: int = 0
	lines_removed: int = 0


def shipped_text(name: str) -> str:
	return (SCRIPTS / SHIPPED[name]["file"]).read_text(encoding="utf-8")


def digest(text: str) -> str:
	return hashlib.sha256(text.encode()).hexdigest()


def states() -> list[ScriptState]:
	"""The shipped scripts first, then what the site has added and not switched off. No text of a script is in it."""
	# get_all: which scripts there are is told to who may open the report; none of them is personal data
	stored = {row.name: row for row in frappe.get_all("Server Script", fields=list(FIELDS), order_by="name")}
	shipped = [_compared(name, stored.pop(name, None)) for name in SHIPPED]
	return shipped + [_added(row) for row in stored.values() if not row.disabled]


def state_of(doc) -> str:
	"""The state of one Server Script as it stands in `doc`."""
	if doc.name not in SHIPPED:
		return ADDED
	if doc.script != shipped_text(doc.name):
		return EDITED
	return SWITCHED_OFF if doc.disabled else AS_SHIPPED


def _compared(name: str, row) -> ScriptState:
	text = shipped_text(name)
	about = SHIPPED[name]["reference_doctype"]
	if not row:
		return ScriptState(name, DELETED, about, shipped=digest(text)[:FINGERPRINT])
	state = state_of(row)
	marks = [
		line[0]
		for line in difflib.unified_diff(text.splitlines(), (row.script or "").splitlines(), lineterm="", n=0)
		if line[0] in "+-" and line[:3] not in ("+++", "---")
	]
	return ScriptState(
		name,
		state,
		about,
		row.modified if state != AS_SHIPPED else None,
		row.modified_by if state != AS_SHIPPED else None,
		digest(text)[:FINGERPRINT],
		digest(row.script or "")[:FINGERPRINT],
		marks.count("+"),
		marks.count("-"),
	)


def _added(row) -> ScriptState:
	return ScriptState(
		row.name,
		ADDED,
		row.reference_doctype or row.script_type,
		row.modified,
		row.modified_by,
		None,
		digest(row.script or "")[:FINGERPRINT],
		len((row.script or "").splitlines()),
	)
