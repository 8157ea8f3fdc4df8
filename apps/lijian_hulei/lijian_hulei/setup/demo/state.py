"""How far the demonstration town has come, kept in the site's defaults so that a broken run goes on where it stopped."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import frappe

KEY = "lijian_hulei_demo"
GLOBAL = "__global"  # where set_global() keeps its values


@dataclass
class Progress:
	"""`stage` is the one being worked on, `cursor` the steps of it that are done; `today` fixes the town's calendar."""

	minors: int
	months: int
	seed: int
	today: str
	stage: int = 0
	cursor: int = 0
	complete: bool = False

	def save(self) -> None:
		"""The first time through Frappe; later past it, because set_global() empties every cache of the site."""
		stored, value = frappe.qb.DocType("DefaultValue"), json.dumps(asdict(self))
		if load():
			mine = (stored.defkey == KEY) & (stored.parent == GLOBAL)
			frappe.qb.update(stored).set(stored.defvalue, value).where(mine).run()
		else:
			frappe.db.set_global(KEY, value)

	def done_with_step(self) -> None:
		"""One step of the stage is written: keeps it, whatever happens next."""
		self.cursor += 1
		self.save()
		# commit: each step is whole, and the next run begins after it.
		frappe.db.commit()

	def done_with_stage(self) -> None:
		self.stage, self.cursor = self.stage + 1, 0
		self.save()
		# commit: each stage is whole, and the next run begins after it.
		frappe.db.commit()


def load() -> Progress | None:
	"""Read from the table, not from the cache that save() passes by."""
	stored = frappe.db.get_value("DefaultValue", {"defkey": KEY, "parent": GLOBAL}, "defvalue")
	return Progress(**json.loads(stored)) if stored else None
