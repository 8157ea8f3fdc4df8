"""How the database answers every statement of a piece of work: EXPLAIN of each, and what is wrong with it.

Part of at_scale.py. A statement is worth a look when it reads a whole large table, or sorts many rows outside an index.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import prod

MANY, MANY_SORTED = 5_000, 50_000
EXPLAINED = ("select", "update", "insert", "delete", "with")


@dataclass
class Recorder:
	"""The statements of a piece of work, each once (with the values of its first time), with the label under which it ran."""

	label: str = ""
	seen: dict[str, tuple[str, object]] = field(default_factory=dict)

	@contextmanager
	def recording(self, label: str) -> Iterator[None]:
		import frappe

		self.label, original = label, frappe.db.sql

		def sql(query, values=(), *args, **kwargs):
			text = str(query).strip()
			if text.split(None, 1)[0].lower() in EXPLAINED:
				self.seen.setdefault(text, (self.label, text, values))
			return original(query, values, *args, **kwargs)

		frappe.db.sql = sql
		try:
			yield
		finally:
			del frappe.db.sql

	def plans(self) -> Iterator[tuple[str, str, list[dict]]]:
		"""(label, statement, steps of its plan)."""
		import frappe

		for label, text, values in self.seen.values():
			yield label, text, frappe.db.sql(f"explain {text}", values or (), as_dict=True)


def show(recorder: Recorder, everything: bool = False) -> int:
	"""Prints the plans that are worth a look, or all; returns how many were worth it."""
	doubtful = 0
	for label, text, steps in recorder.plans():
		bad = [step for step in steps if _is_doubtful(step, steps)]
		doubtful += bool(bad)
		if not (bad or everything):
			continue
		print(f"\n{'LOOK ' if bad else ''}{label}\n  {' '.join(text.split())[:900]}")
		for step in steps:
			mark = "!" if _is_doubtful(step, steps) else " "
			shown = [str(step[key]) for key in ("table", "type", "key", "key_len", "ref", "rows", "Extra")]
			print(f"  {mark} {' | '.join(shown)}")
	print(f"\n{len(recorder.seen)} statements, {doubtful} worth a look")
	return doubtful


def _is_doubtful(step: dict, steps: list[dict]) -> bool:
	"""A sort sorts what the whole SELECT joins, so the rows of its tables multiply; derived ones are guesses."""
	scan = step["type"] in ("ALL", "index") and _rows(step) > MANY and not _is_derived(step)
	own = [other for other in steps if other["id"] == step["id"] and not _is_derived(other)]
	return scan or ("filesort" in (step["Extra"] or "") and prod(map(_rows, own)) > MANY_SORTED)


def _is_derived(step: dict) -> bool:
	return str(step["table"]).startswith("<")


def _rows(step: dict) -> int:
	return max(1, int(str(step["rows"] or 0).split()[0]))
