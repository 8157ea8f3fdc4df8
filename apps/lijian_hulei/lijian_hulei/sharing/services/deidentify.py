"""No text leaves the platform in which a child could be recognised (design part 6; 未成年人保护法 art. 103).

Looks for identity numbers, mobile numbers, guardians' landlines, and the names of the township's minors and their
guardians. Says where they stand and never repeats them.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.query_builder.terms import ParameterizedValueWrapper as Value
from pypika.functions import Replace

from lijian_hulei.kernel.detect import IDENTITY_NUMBER, PHONE, find_numbers, landlines
from lijian_hulei.organisation.services import township_of
from lijian_hulei.privacy.services import find_many_by_sealed
from lijian_hulei.sharing.rules.plain_text import joined, lines_of, lines_with_names

NAME, SHORT_NAME = "name", "short_name"


class IdentifyingText(frappe.ValidationError):
	"""A text holds a number or a name by which a child could be recognised."""


@dataclass(frozen=True)
class Finding:
	"""What stands where: `label` is the field's, `line` counts its non-empty lines."""

	label: str
	line: int
	kind: str


def refuse_identifying(
	doc, *fieldnames: str, area: str | None = None, short_words_cleared: bool = False
) -> None:
	"""Raises IdentifyingText with the place of everything found in these fields of `doc`.

	`area` is any place of the township whose ledger is asked (all ledgers without it). With `short_words_cleared`
	two-character words equal to a name are believed to be ordinary words.
	"""
	texts = {doc.meta.get_label(fieldname): doc.get(fieldname) for fieldname in fieldnames}
	found = find_in(texts, area)
	if short_words_cleared:
		found = [finding for finding in found if finding.kind != SHORT_NAME]
	if found:
		frappe.throw(
			"<br>".join(_told(finding) for finding in found),
			exc=IdentifyingText,
			title=_("A Child Could Be Recognised"),
		)


def find_in(texts: dict[str, str | None], area: str | None = None) -> list[Finding]:
	"""All findings in `texts` by label. One query for names, one for landlines, however long the texts are."""
	lines = {label: lines_of(text) for label, text in texts.items()}
	names = _names_in(" ".join(joined(line) for found in lines.values() for line in found), area)
	known_landlines = _landlines_of_guardians(
		[number for found in lines.values() for number in landlines(found)]
	)
	findings = []
	for label, own in lines.items():
		findings += [Finding(label, hit.line, hit.kind) for hit in find_numbers(own)]
		findings += [
			Finding(label, line, PHONE)
			for number, line in landlines(own).items()
			if number in known_landlines
		]
		findings += [
			Finding(label, line, SHORT_NAME if short else NAME)
			for line, short in lines_with_names(own, names)
		]
	return findings


def _names_in(text: str, area: str | None) -> list[str]:
	"""The names of the ledger that `text` (without blanks) holds. No permission filter: nobody is shown them."""
	if not text.strip():
		return []
	minor, guardian = frappe.qb.DocType("Minor"), frappe.qb.DocType("Minor Guardian")
	minors = frappe.qb.from_(minor).select(minor.minor_name.as_("person"))
	guardians = (
		frappe.qb.from_(guardian)
		.join(minor)
		.on((minor.name == guardian.parent) & (guardian.parenttype == "Minor"))
		.select(guardian.guardian_name.as_("person"))
	)
	places = _places(area)
	if places is not None:
		minors, guardians = minors.where(minor.area.isin(places)), guardians.where(minor.area.isin(places))
	minors = minors.where(_stands_in(minor.minor_name, text))
	guardians = guardians.where(_stands_in(guardian.guardian_name, text))
	return sorted({row[0] for query in (minors, guardians) for row in query.distinct().run()})


def _stands_in(column, text: str):
	bare = Replace(Replace(column, " ", ""), "·", "")
	return frappe.qb.functions("LOCATE", bare, Value(text)) > 0


def _places(area: str | None):
	"""A subquery of the areas of the township around `area`; None: no limit."""
	if not area:
		return None
	bounds = frappe.db.get_value("Area", township_of(area) or area, ["lft", "rgt"])
	if not bounds:
		return None
	place = frappe.qb.DocType("Area")
	return (
		frappe.qb.from_(place).select(place.name).where((place.lft >= bounds[0]) & (place.rgt <= bounds[1]))
	)


def _landlines_of_guardians(numbers: list[str]) -> set[str]:
	return set(find_many_by_sealed("Minor Guardian", "phone", numbers)) if numbers else set()


def _told(finding: Finding) -> str:
	place = _("{0}, line {1}").format(frappe.bold(_(finding.label)), finding.line)
	reason = {
		IDENTITY_NUMBER: _("holds an identity number. Take it out."),
		PHONE: _("holds a telephone number of a person. Take it out, or give an office's number."),
		NAME: _("holds the name of a child or guardian of the ledger. Say it without the name."),
		SHORT_NAME: _(
			"holds a two-character word that is also a name of the ledger. Say it otherwise, or let the reviewer tick that it is an ordinary word."
		),
	}[finding.kind]
	return _("{0} {1}", context="place in a text and what is wrong there").format(place, reason)
