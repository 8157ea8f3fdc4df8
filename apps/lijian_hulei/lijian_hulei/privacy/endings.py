"""The index of the last four characters for texts that were sealed before there was one."""

import frappe

from lijian_hulei.privacy import cipher
from lijian_hulei.records.columns import fill_column

BATCH = 5000


def index_endings() -> int:
	"""Gives every Sealed Value its ending_index; returns how many lacked one. Safe to repeat and to interrupt.

	The texts are opened, not sealed again: ciphertext, blind index and claim stay as they are.
	"""
	done, last = 0, ""
	while rows := _without_ending(last):
		fill_column("Sealed Value", "ending_index", {name: _ending_index(*sealed) for name, *sealed in rows})
		# commit: a long run keeps what it has done, and the next one goes on from there.
		frappe.db.commit()
		done, last = done + len(rows), rows[-1][0]
	return done


def _without_ending(last: str) -> list[tuple[str, str, str, str]]:
	sealed = frappe.qb.DocType("Sealed Value")
	return (
		frappe.qb.from_(sealed)
		.select(sealed.name, sealed.reference_doctype, sealed.fieldname, sealed.ciphertext)
		.where((sealed.name > last) & (sealed.ending_index.isnull() | (sealed.ending_index == "")))
		.orderby(sealed.name)
		.limit(BATCH)
		.run()
	)


def _ending_index(doctype: str, fieldname: str, ciphertext: str) -> str:
	ending = cipher.decrypt(ciphertext)[-cipher.ENDING_LENGTH :]
	return cipher.ending_indexes(doctype, fieldname, ending)[0]  # with the present key
