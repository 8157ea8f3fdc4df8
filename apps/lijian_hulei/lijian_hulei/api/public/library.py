"""Files of the library page for parents."""

from pathlib import Path

import frappe

from lijian_hulei.api.public.limits import limit
from lijian_hulei.sharing.services.library import published_file

EACH, ALL = 60, 3000


@frappe.whitelist(allow_guest=True, methods=["GET"])
def download(resource: str) -> None:
	"""The attachment of a published resource, as a download; raises frappe.DoesNotExistError for anything else."""
	# open because parents have no account; only what was published for them
	limit("library", EACH, ALL)
	name, content = published_file(str(resource)[:140])
	frappe.local.response.filename = f"{frappe.scrub(resource)}{Path(name).suffix.lower()}"
	frappe.local.response.filecontent = content
	frappe.local.response.type = "download"
