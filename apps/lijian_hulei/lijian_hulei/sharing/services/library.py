"""The library for parents: published resources, and nothing else of them than what is meant to be read (R43)."""

import frappe
from frappe.utils.html_utils import sanitize_html

PUBLISHED = "Published"
SHOWN = ["name", "title", "summary", "subject_matter", "audience", "published_on", "source", "attachment"]


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
	return found


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
