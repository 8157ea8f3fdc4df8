"""Sealed fields: a document holds only the mask, the text itself lies encrypted in Sealed Value.

A controller calls seal_fields(doc) in validate() and store_sealed(doc) in on_update(). In between the texts
wait in doc.flags, which is never written, versioned or sent. Reading one is reveal(), and nothing else.
"""

import hashlib
from collections.abc import Iterable, Iterator

import frappe
from frappe import _
from frappe.utils import now

from lijian_hulei.access.guards import require_document, require_role
from lijian_hulei.access.personal import is_personal
from lijian_hulei.access.roles import REVEALING_ROLES
from lijian_hulei.kernel.mask import is_masked
from lijian_hulei.privacy import cipher
from lijian_hulei.privacy.kinds import WrongText, mask, normalise
from lijian_hulei.privacy.sealed_fields import SEALED, UNIQUE

SHORTEST_REASON = 4
BATCH = 500
STAMP = ("owner", "creation", "modified", "modified_by")
COLUMNS = (
	*("name", "reference_doctype", "reference_name", "fieldname"),
	*("ciphertext", "blind_index", "ending_index"),
)
REPLACED = ("modified", "modified_by", "ciphertext", "blind_index", "ending_index", "claimed_index")


class SealedFieldError(frappe.ValidationError):
	"""A sealed field was given a text that cannot be sealed."""


class AlreadySealed(SealedFieldError):
	"""A text that may be sealed once only (sealed_fields.UNIQUE) is sealed in another record."""


class RevealRefused(frappe.ValidationError):
	"""A reveal was asked for without a reason, or where there is nothing to reveal."""


def seal_fields(doc) -> None:
	"""Replaces each clear text by its mask and keeps the text for store_sealed().

	An unchanged mask means "as it was", an empty field removes the seal. Raises SealedFieldError, naming the
	row, for a text that is wrong or that only looks like a mask.
	"""
	waiting = doc.flags.sealed_waiting = []
	before = _masks_before(doc)
	for row, fieldname, kind in _sealed_places(doc):
		key = (row.doctype, row.name, fieldname)
		text = str(row.get(fieldname) or "").strip()
		if is_masked(text):
			if before.get(key) != text:
				_refuse(
					row,
					fieldname,
					_("it shows covered characters: please type the whole text, or clear the field"),
				)
			continue
		if not text:
			if before.get(key):
				waiting.append((*key, None))
			continue
		try:
			secret = normalise(kind, text)
		except WrongText as error:
			_refuse(row, fieldname, str(error))
		row.set(fieldname, mask(kind, secret))
		waiting.append((*key, secret))


def store_sealed(doc) -> None:
	"""Writes what seal_fields() kept; drops the seals of cleared fields and of removed rows."""
	waiting = doc.flags.pop("sealed_waiting", None) or []
	gone = [(doctype, name, fieldname) for doctype, name, fieldname, secret in waiting if secret is None]
	places = {(row.doctype, row.name, fieldname) for row, fieldname, _kind in _sealed_places(doc)}
	gone += [key for key in _masks_before(doc) if key not in places]
	_delete(gone)
	seal_many([row for row in waiting if row[3] is not None])


def seal_many(rows: Iterable[tuple[str, str, str, str]], unclaimed: frozenset[str] = frozenset()) -> None:
	"""Seals rows of (doctype, name, fieldname, clear text), the texts normalised before (kinds.normalise).

	One statement for each thousand rows, and one more where texts may be sealed once only; what was sealed in the
	same place before is replaced. Writes no masks into the documents. `unclaimed` are names of Sealed Values that
	claim nothing although their texts may be sealed once only. Raises AlreadySealed.
	"""
	rows, seal = list(rows), cipher.Sealer()
	for start in range(0, len(rows), 1000):
		values: list[str] = []
		claiming: list[str] = []
		for doctype, name, fieldname, secret in rows[start : start + 1000]:
			key = _name(doctype, name, fieldname)
			values += (key, doctype, name, fieldname)
			values += seal(doctype, fieldname, secret)
			if (doctype, fieldname) in UNIQUE and key not in unclaimed:
				claiming.append(key)
		_insert_or_replace(values)
		_claim(claiming)


def _insert_or_replace(values: list[str]) -> None:
	"""`values` are those of COLUMNS, row after row. The text of the statement holds column names and markers only.

	Plain parameters: the query builder needs ten times as long for as many values.
	"""
	columns = ", ".join(f"`{column}`" for column in (*STAMP, *COLUMNS))  # claimed_index: NULL until claimed
	stamp = ", ".join(
		frappe.db.escape(value) for value in (frappe.session.user, now(), now(), frappe.session.user)
	)
	one_row = f"({stamp}, {', '.join(['%s'] * len(COLUMNS))})"
	replaced = ", ".join(f"`{column}` = values(`{column}`)" for column in REPLACED)
	frappe.db.sql(
		f"insert into `tabSealed Value` ({columns})"
		f" values {', '.join([one_row] * (len(values) // len(COLUMNS)))}"
		f" on duplicate key update {replaced}",
		values,
	)


def _claim(names: list[str]) -> None:
	"""Takes the texts of these Sealed Values for them alone, by a unique index.

	Looking first would not do: a transaction does not see what another has written since it began. The index does,
	and waits for the other to commit or to give up.
	"""
	if not names:
		return
	sealed = frappe.qb.DocType("Sealed Value")
	try:
		frappe.qb.update(sealed).set(sealed.claimed_index, sealed.blind_index).where(
			sealed.name.isin(names)
		).run()
	except Exception as error:
		if not frappe.db.is_unique_key_violation(error):
			raise
		message = _("This text is already sealed in another record, where it may stand once only.")
		raise AlreadySealed(message) from None  # the database's own message would repeat the index


def find_by_sealed(doctype: str, fieldname: str, clear_text: str, exclude: str | None = None) -> list[str]:
	"""Names of the records (rows of a child table) sealed with this text; [] for a text that cannot be right."""
	found = find_many_by_sealed(doctype, fieldname, [clear_text]).get(clear_text, [])
	return [name for name in found if name != exclude]


def find_many_by_sealed(doctype: str, fieldname: str, values: Iterable[str]) -> dict[str, list[str]]:
	"""The same for many texts in one query; texts that nobody has are left out."""
	kind = SEALED[doctype][fieldname]
	wanted: dict[str, list[str]] = {}
	for value in set(values):
		try:
			secret = normalise(kind, value)
		except WrongText:
			continue
		for index in cipher.blind_indexes(doctype, fieldname, secret):
			wanted.setdefault(index, []).append(value)
	found: dict[str, list[str]] = {}
	for index, name in _names_by_index(doctype, fieldname, list(wanted)):
		for value in wanted[index]:
			found.setdefault(value, []).append(name)
	return found


def find_by_ending(doctype: str, fieldname: str, ending: str) -> list[str]:
	"""Names of the records (rows of a child table) whose sealed text ends with these four characters."""
	if len(ending) != cipher.ENDING_LENGTH:
		return []
	sealed = frappe.qb.DocType("Sealed Value")
	return (
		frappe.qb.from_(sealed)
		.select(sealed.reference_name)
		.where((sealed.reference_doctype == doctype) & (sealed.fieldname == fieldname))
		.where(sealed.ending_index.isin(cipher.ending_indexes(doctype, fieldname, ending.upper())))
		.run(pluck=True)
	)


def reveal(doctype: str, name: str, fieldname: str, reason: str) -> str:
	"""The clear text, for a reason, to somebody who may read the document and holds a revealing role.

	The Reveal Log is written and committed first: if that fails nothing is opened.
	Raises frappe.PermissionError, or RevealRefused for a missing reason or an empty field.
	"""
	require_role(*REVEALING_ROLES)
	if fieldname not in SEALED.get(doctype, {}):
		frappe.throw(_("This field is not a sealed one."), exc=RevealRefused, title=_("Nothing to Reveal"))
	require_document(*_owning_document(doctype, name))
	reason = (reason or "").strip()
	if len(reason) < SHORTEST_REASON:
		frappe.throw(
			_("Please give a reason of at least {0} characters: it is kept in the reveal log.").format(
				SHORTEST_REASON
			),
			exc=RevealRefused,
			title=_("Reason Missing"),
		)
	ciphertext = frappe.db.get_value("Sealed Value", _name(doctype, name, fieldname), "ciphertext")
	if not ciphertext:
		frappe.throw(_("Nothing is sealed in this field."), exc=RevealRefused, title=_("Nothing to Reveal"))
	_log_reveal(doctype, name, fieldname, reason)
	return cipher.decrypt(ciphertext)


def log_export(
	reference_doctype: str, reason: str, file_name: str, row_count: int, kind: str = "Export"
) -> str:
	"""Notes that rows left the system as a file or on paper; kind is Report, Print or Export. Returns the log's name."""
	log = frappe.get_doc(
		{
			"doctype": "Export Log",
			"reference_doctype": reference_doctype,
			"reason": reason,
			"file_name": file_name,
			"row_count": row_count,
			"kind": kind,
		}
	)
	# No role may write logs; the caller has checked the right to export.
	return log.insert(ignore_permissions=True).name


def log_print(doc, method: str | None = None, settings=None) -> None:
	"""Hook before_print: notes that a record of limited reach was printed, in whatever way, once for each print."""
	if doc.flags.hulei_print_logged or not is_personal(doc.doctype):
		return
	doc.flags.hulei_print_logged = True
	what = _("Printed record {0}").format(doc.name)
	reason = f"{what}: {doc.flags.hulei_print_reason}" if doc.flags.hulei_print_reason else what
	log_export(doc.doctype, reason, f"{doc.name}.pdf", 1, "Print")
	# The print view is a GET request, which would be rolled back together with the note of it.
	frappe.local.flags.commit = True


def remove_sealed(doc, method: str | None = None) -> None:
	"""Hook after a document is deleted: its seals and those of its rows go with it."""
	_delete([(row.doctype, row.name, fieldname) for row, fieldname, _kind in _sealed_places(doc)])


def reseal_all() -> int:
	"""Encrypts everything with the present site key again (see cipher.py); returns how many. Safe to repeat.

	Of records that hold the same number from before numbers were claimed, one alone has the claim, and keeps it.
	"""
	done, last = 0, ""
	while rows := _batch_after(last):
		unclaimed = frozenset(row[0] for row in rows if not row[5])
		seal_many([(*row[1:4], cipher.decrypt(row[4])) for row in rows], unclaimed)
		# commit: a long run keeps what it has done, and repeating is harmless.
		frappe.db.commit()
		done, last = done + len(rows), rows[-1][0]
	return done


def _sealed_places(doc) -> Iterator[tuple]:
	"""(row, fieldname, kind) of the document itself and of its child rows."""
	for row in (doc, *doc.get_all_children()):
		for fieldname, kind in SEALED.get(row.doctype, {}).items():
			yield row, fieldname, kind


def _masks_before(doc) -> dict[tuple[str, str, str], str]:
	before = doc.get_doc_before_save()
	if not before:
		return {}
	return {
		(row.doctype, row.name, fieldname): row.get(fieldname)
		for row, fieldname, _kind in _sealed_places(before)
		if row.get(fieldname)
	}


def _refuse(row, fieldname: str, why: str) -> None:
	label = _(row.meta.get_label(fieldname))
	place = _("row {0}, {1}").format(row.idx, label) if row.get("parentfield") else label
	frappe.throw(_("{0}: {1}.").format(place, why), exc=SealedFieldError, title=_("Please Check This Field"))


def _name(doctype: str, name: str, fieldname: str) -> str:
	"""The Sealed Value's own name follows from what it seals, so there can never be two."""
	return hashlib.sha256("\0".join((doctype, str(name), fieldname)).encode()).hexdigest()[:40]


def _delete(keys: list[tuple[str, str, str]]) -> None:
	names = [_name(*key) for key in keys]
	for start in range(0, len(names), 1000):
		frappe.db.delete("Sealed Value", {"name": ("in", names[start : start + 1000])})


def _names_by_index(doctype: str, fieldname: str, indexes: list[str]) -> list[tuple[str, str]]:
	if not indexes:
		return []
	# Plain parameters: lists of a thousand indexes are what the query builder is slow at.
	return frappe.db.sql(
		"select `blind_index`, `reference_name` from `tabSealed Value`"
		" where `reference_doctype` = %s and `fieldname` = %s and `blind_index` in %s order by `reference_name`",
		(doctype, fieldname, tuple(indexes)),
	)


def _batch_after(last: str) -> list[tuple]:
	sealed = frappe.qb.DocType("Sealed Value")
	return (
		frappe.qb.from_(sealed)
		.select(
			*(sealed.name, sealed.reference_doctype, sealed.reference_name, sealed.fieldname),
			*(sealed.ciphertext, sealed.claimed_index),
		)
		.where(sealed.name > last)
		.orderby(sealed.name)
		.limit(BATCH)
		.run()
	)


def _owning_document(doctype: str, name: str) -> tuple[str, str]:
	"""A child row is as readable as its parent. An unknown name is passed on, to be refused like a foreign one."""
	if not frappe.get_meta(doctype).istable:
		return doctype, name
	return frappe.db.get_value(doctype, name, ["parenttype", "parent"]) or (doctype, name)


def _log_reveal(doctype: str, name: str, fieldname: str, reason: str) -> None:
	log = frappe.get_doc(
		{
			"doctype": "Reveal Log",
			"reference_doctype": doctype,
			"reference_name": name,
			"fieldname": fieldname,
			"reason": reason,
		}
	)
	# No role may write logs; this is the only writer and has checked role, document and reason.
	log.insert(ignore_permissions=True)
	# commit: the log must stand before the text is opened, whatever happens to this request afterwards.
	frappe.db.commit()
