"""Fields that stay as they were once given."""

from collections.abc import Iterable

from frappe.model.document import Document

from lijian_hulei.records.changes import has_changed


def changed_fields(doc: Document, fieldnames: Iterable[str]) -> list[str]:
	"""Those whose value is another than the stored one; none of a new record."""
	return [] if not doc.get_doc_before_save() else [field for field in fieldnames if has_changed(doc, field)]
