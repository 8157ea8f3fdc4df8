"""What staff may change without code, whoever of them it is: hooks on Frappe's own documents of customisation.

A System Manager is not limited. Everybody else who has the right to write such a document (setup.stock_rights gives
it to the System Steward) may add and describe, but not loosen: sealed fields, permission levels, limits of
area and agency, grades and the order of a workflow stay as the app has them.
"""

from frappe import _

from lijian_hulei.customising import fields, texts
from lijian_hulei.customising.limits import is_limited, is_ours, refuse
from lijian_hulei.organisation import record_types

CHECKS = {
	"Custom Field": fields.check_custom_field,
	"Property Setter": fields.check_property_setter,
	"DocType": fields.check_doctype,
	"Workflow": texts.check_workflow,
	"Notification": texts.check_notification,
	"Print Format": texts.check_print_format,
	"Letter Head": texts.check_letter_head,
	"Server Script": texts.check_server_script,
	"Translation": texts.check_translation,
}


def check(doc, method: str | None = None) -> None:
	"""Hook validate of the documents in CHECKS. Raises NotForStaff."""
	if not is_limited():
		return
	CHECKS[doc.doctype](doc)


def check_deletion(doc, method: str | None = None) -> None:
	"""Hook on_trash: staff take back what staff made, and nothing that came with the app."""
	if not is_limited():
		return
	own_field = doc.doctype == "Custom Field" and is_ours(doc.dt) and not doc.get("is_system_generated")
	own_setter = doc.doctype == "Property Setter" and is_ours(doc.doc_type)
	if not (own_field or own_setter):
		refuse(_("only a System Manager deletes this"))


def follow_record_type(doc, method: str | None = None) -> None:
	"""Hook on_update of DocType: a record type made without code is limited from its first moment on."""
	if doc.custom and not doc.istable and doc.name in record_types.names():
		record_types.limit_everybody(doc.name)
