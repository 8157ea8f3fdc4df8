"""Messages to officers on the desk, each in the reader's own language.

They are alerts of Frappe's own kind, so that each reader's notification settings are kept. No name of a minor or of
anybody under a duty belongs in one: numbers, record numbers and a link.
"""

from collections.abc import Callable, Iterable
from datetime import date

import frappe
from frappe.utils import get_url, today

LOG = "Notification Log"

# (reader, language) -> (subject, content as HTML)
Wording = Callable[[str, str], tuple[str, str]]


def languages_of(users: Iterable[str]) -> dict[str, str]:
	"""{user: language} of those of `users` who have an account: the user's own language, else the site's."""
	named = ["in", [*users, ""]]  # never empty
	# get_all: the language of a message, not a record shown to anybody
	rows = frappe.get_all("User", filters={"name": named}, fields=["name", "language"], order_by="name")
	default = frappe.db.get_single_value("System Settings", "language")
	return {row.name: row.language or default or frappe.local.lang for row in rows}


def tell(user: str, subject: str, content: str = "", about: tuple[str, str] | None = None) -> None:
	"""One message now; `about` is the record that a click on it opens, as (DocType, name)."""
	log = frappe.new_doc(LOG)
	log.update({"for_user": user, "type": "Alert", "subject": subject, "email_content": content})
	if about:
		log.update({"document_type": about[0], "document_name": about[1]})
	# Nobody has the right to write to another's notifications; the app tells them on behalf of the office in charge.
	log.insert(ignore_permissions=True)


def tell_all(users: Iterable[str], wording: Wording, about: tuple[str, str] | None = None) -> None:
	"""One message now to each of `users`."""
	for user, language in languages_of(users).items():
		tell(user, *wording(user, language), about)


def tell_once(users: Iterable[str], wording: Wording, since: date | str | None = None) -> int:
	"""Tells those of `users` who have had no message of the same subject since the day `since`, today's by default.

	Returns how many were told.
	"""
	languages = languages_of(users)
	# get_all: who was told what, for this comparison alone
	known = set(
		frappe.get_all(
			LOG,
			filters={"for_user": ["in", [*languages, ""]], "creation": [">=", since or today()]},
			fields=["for_user", "subject"],
			as_list=True,
			order_by="creation",
		)
	)
	told = 0
	for user, language in languages.items():
		subject, content = wording(user, language)
		if (user, subject) not in known:
			tell(user, subject, content)
			told += 1
	return told


def with_link(words: str, path: str, label: str) -> str:
	"""The content of a message: a sentence, and below it a link to a page of this site."""
	return f'<p>{words}</p><p><a href="{get_url(path)}">{label}</a></p>'
