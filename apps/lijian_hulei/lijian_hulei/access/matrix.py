"""The table of who may do what: access/matrix.csv. Permissions of the app's DocTypes are written from it.

One row says which rights a role has on a DocType at a permission level; what is not in the table is refused.
How far a right reaches (own area, own agency, township) is the registry's matter, by the same DocType.

	bench hulei-permissions            writes the rows into the DocTypes' files and docs/access.md
	bench hulei-permissions --check    says what differs
"""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

APP = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_name("matrix.csv")
RIGHTS = (
	*("read", "write", "create", "delete", "submit", "cancel", "amend"),
	*("report", "print", "export"),
)
_KEYS = ("role", "permlevel", *RIGHTS)


class WrongRow(ValueError):
	"""A row of the table names a right that does not exist, or a role twice for one level."""


@dataclass(frozen=True)
class Grant:
	"""What one role may do with one DocType at one permission level."""

	doctype: str
	role: str
	level: int
	rights: frozenset[str]

	def as_permission(self) -> dict[str, str | int]:
		"""In the shape of a row of `permissions` in a DocType's file."""
		row: dict[str, str | int] = {right: 1 for right in sorted(self.rights)}
		row["role"] = self.role
		if self.level:
			row["permlevel"] = self.level
		return dict(sorted(row.items()))


def load(table: Path = TABLE) -> dict[str, list[Grant]]:
	"""The whole table by DocType, rows in their order. Raises WrongRow."""
	grants: dict[str, list[Grant]] = {}
	with table.open(encoding="utf-8", newline="") as file:
		for row in csv.DictReader(file):
			rights = frozenset(row["rights"].split())
			if unknown := rights - set(RIGHTS):
				raise WrongRow(f"{row['doctype']}: no such right: {', '.join(sorted(unknown))}")
			grant = Grant(row["doctype"], row["role"], int(row["level"]), rights)
			rows = grants.setdefault(grant.doctype, [])
			if any((other.role, other.level) == (grant.role, grant.level) for other in rows):
				raise WrongRow(f"{grant.doctype}: {grant.role} stands twice at level {grant.level}")
			rows.append(grant)
	return grants


def doctype_files() -> dict[str, Path]:
	"""DocType -> its file, for all of the app that are no child tables and can be opened by a role."""
	found = {}
	for path in sorted(APP.glob("*/doctype/*/*.json")):
		content = json.loads(path.read_text(encoding="utf-8"))
		if content.get("doctype") == "DocType" and not content.get("istable"):
			found[content["name"]] = path
	return found


def differing() -> list[str]:
	"""The DocTypes whose files do not say what the table says, and the table's DocTypes that do not exist."""
	grants, files = load(), doctype_files()
	wrong = [doctype for doctype in grants if doctype not in files]
	for doctype, path in files.items():
		stated = json.loads(path.read_text(encoding="utf-8")).get("permissions", [])
		if _comparable(stated) != _comparable(_permissions(grants.get(doctype, []))):
			wrong.append(doctype)
	return wrong


def write(modified: str) -> list[str]:
	"""Brings the files into line with the table; `modified` is their new time stamp. Returns what was changed."""
	grants, files = load(), doctype_files()
	changed = [doctype for doctype in differing() if doctype in files]
	for doctype in changed:
		content = json.loads(files[doctype].read_text(encoding="utf-8"))
		content["permissions"] = _permissions(grants.get(doctype, []))
		content["modified"] = modified
		files[doctype].write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
	return changed


def _permissions(grants: list[Grant]) -> list[dict]:
	return [grant.as_permission() for grant in grants]


def _comparable(permissions: list[dict]) -> set[tuple]:
	return {tuple(str(row.get(key) or 0) for key in _KEYS) for row in permissions}
