"""What Frappe shows in English although a translation exists: headings of its workspaces, names in link fields, its name.

A heading of a workspace is stored as text and shown as it is stored. Nothing that an administrator has
written is replaced: only text that still is Frappe's English has a translation.
"""

import json
import re

import frappe
from frappe import _

LANGUAGE = "zh"
# Small tables of Frappe whose names are English words; in link fields and lists their translation is shown.
TRANSLATED_LINKS = (
	"Module Def",
	"Page",
	"Print Format",
	"Report",
	"User Type",
	"Workflow Action Master",
	"Workspace",
)
TEXT_BLOCKS = ("header", "paragraph")
TEXT_BETWEEN_TAGS = re.compile(r"[^<>]+(?=<|$)")
FRAPPE_NAME = "Frappe"
GUEST = "Guest"


def apply() -> None:
	"""May be repeated; a migration that brings new texts of Frappe's is followed by this."""
	translate_link_values()
	translate_workspace_headings()
	name_the_site()


def translate_link_values() -> None:
	"""Sets Frappe's own switch for translated link values, unless somebody has set it either way."""
	for doctype in TRANSLATED_LINKS:
		setter = {"doc_type": doctype, "property": "translated_doctype"}
		if frappe.get_meta(doctype).translated_doctype or frappe.db.exists("Property Setter", setter):
			continue
		frappe.make_property_setter(
			{
				"doctype": doctype,
				"doctype_or_field": "DocType",
				"property": "translated_doctype",
				"property_type": "Check",
				"value": "1",
			},
			validate_fields_for_doctype=False,
		)


def translate_workspace_headings() -> None:
	# get_all: runs while the app is installed or migrated, for all public pages
	pages = frappe.get_all("Workspace", filters={"public": 1}, fields=["name", "content"], order_by="name")
	for page in pages:
		content = translated_content(page.content or "[]")
		if content:
			frappe.db.set_value("Workspace", page.name, "content", content, update_modified=False)
			frappe.clear_document_cache("Workspace", page.name)


def translated_content(content: str) -> str | None:
	"""The blocks of a workspace (JSON) with Chinese headings, or None when nothing changes."""
	blocks = json.loads(content)
	changed = False
	for block in blocks:
		text = block.get("data", {}).get("text")
		if block.get("type") not in TEXT_BLOCKS or not text:
			continue
		chinese = TEXT_BETWEEN_TAGS.sub(lambda part: translated_part(part[0]), text)
		changed = changed or chinese != text
		block["data"]["text"] = chinese
	return json.dumps(blocks, ensure_ascii=False) if changed else None


def translated_part(text: str) -> str:
	"""One piece of text without tags; blanks around it stay."""
	bare = text.strip()
	return text.replace(bare, _(bare, LANGUAGE)) if bare else text


def name_the_site() -> None:
	"""The login page, mails and the foot of public pages bear the app's name where they still bear Frappe's."""
	name = _("Lijian Hulei", LANGUAGE)
	if frappe.db.get_single_value("System Settings", "app_name") in (None, "", FRAPPE_NAME):
		frappe.db.set_single_value("System Settings", "app_name", name)
	for fieldname in ("app_name", "footer_powered"):
		if frappe.db.get_single_value("Website Settings", fieldname) in (None, "", FRAPPE_NAME):
			frappe.db.set_single_value("Website Settings", fieldname, name)


def name_the_unnamed(bootinfo) -> None:
	"""Hook extend_bootinfo: records whose writer does not stand on them belong to Guest, and timelines say so in words."""
	bootinfo.setdefault("user_info", {})[GUEST] = {"name": GUEST, "fullname": _("Not Named")}
