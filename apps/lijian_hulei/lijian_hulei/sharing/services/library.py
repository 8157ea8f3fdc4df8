"""The library for parents: published resources, and nothing else of them than what is meant to be read (R43)."""

from functools import partial

import frappe
from frappe.utils.html_utils import sanitize_html
from pypika import Case
from pypika.functions import Coalesce
from redis.exceptions import ConnectionError as CacheUnreachable

PUBLISHED = "Published"
SHOWN = ["name", "title", "summary", "subject_matter", "audience", "published_on", "source", "attachment"]
# Counted since the last hour, and being written into the records.
VIEWS, VIEWS_TAKEN = "hulei_library_views", "hulei_library_views_taken"


def published(limit: int = 200) -> list[dict]:
	"""Newest first. No permission filter: guests read what was published for them."""
	return frappe.get_all(
		"Resource", {"status": PUBLISHED}, SHOWN, order_by="published_on desc, name desc", limit=limit
	)


def read(name: str) -> dict | None:
	"""One published resource with its cleaned text, counted as viewed; None for anything else."""
	found = frappe.db.get_value(
		"Resource", {"name": name, "status": PUBLISHED}, [*SHOWN, "content"], as_dict=True
	)
	if not found:
		return None
	found.content = sanitize_html(found.content)
	_count_view(name)
	return found


def _count_view(name: str) -> None:
	"""In the cache: a page that anybody may open writes nothing to the database, and nothing about who opened it."""
	try:
		frappe.cache.hincrby(frappe.cache.make_key(VIEWS), name, 1)
	except CacheUnreachable:
		return  # the text matters, its count does not


def keep_views() -> int:
	"""Adds the views counted in the cache to the resources, in one statement; returns how many.

	What is being written stands aside until it is committed, so a run that fails is made up by the next one. A
	cache that is emptied loses an hour's views at most.
	"""
	taken = frappe.cache.make_key(VIEWS_TAKEN)
	if frappe.cache.exists(VIEWS) and not frappe.cache.exists(VIEWS_TAKEN):
		frappe.cache.rename(frappe.cache.make_key(VIEWS), taken)
	counted = {name.decode(): int(views) for name, views in frappe.cache.hscan_iter(taken)}
	if counted:
		_add_views(counted)
		frappe.db.after_commit.add(partial(frappe.cache.delete, taken))
	return sum(counted.values())


def _add_views(counted: dict[str, int]) -> None:
	resource = frappe.qb.DocType("Resource")
	more = Case()
	for name, views in counted.items():
		more = more.when(resource.name == name, views)
	update = frappe.qb.update(resource).set(resource.views, Coalesce(resource.views, 0) + more.else_(0))
	update.where(resource.name.isin(list(counted))).run()


def published_file(name: str) -> tuple[str, bytes]:
	"""(file name, content) of the attachment of a published resource. Raises frappe.DoesNotExistError."""
	found = frappe.db.get_value("Resource", {"name": name, "status": PUBLISHED}, "attachment")
	file = found and frappe.db.get_value(
		"File", {"file_url": found, "attached_to_doctype": "Resource", "attached_to_name": name}
	)
	if not file:
		raise frappe.DoesNotExistError
	document = frappe.get_doc("File", file)
	content = document.get_content()
	return document.file_name, content if isinstance(content, bytes) else content.encode()
