"""What public pages of Frappe say in English although a translation exists: titles, the page's language, what their scripts say."""

import frappe
from frappe import _

# Said by the scripts of login, password and error pages; Frappe sends translations to the desk only.
SAID_BY_SCRIPTS = (
	"Close",
	"Connection Lost",
	"Error",
	"File too big",
	"Internal Server Error",
	"Menu",
	"Message",
	"Not found",
	"Not permitted",
	"Please try again",
	"Request Timed Out",
	"Request Timeout",
	"Server Error",
	"Server was too busy to process this request. Please try again.",
	"The resource you are looking for is not available",
	"You are not connected to Internet. Retry after sometime.",
)


def translate_page(context: dict) -> dict:
	"""Hook update_website_context: the title in the browser's tab, the language and the scripts' words."""
	changed = {}
	title = context.get("title")
	if isinstance(title, str) and title:
		changed["title"] = _(title)
	boot = context.get("boot")
	if isinstance(boot, dict):
		words = {text: _(text) for text in SAID_BY_SCRIPTS}
		changed["boot"] = {**boot, "lang": frappe.local.lang, "hulei_words": words}
	return changed
