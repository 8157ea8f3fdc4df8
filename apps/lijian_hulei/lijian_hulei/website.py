"""Public pages of Frappe whose title is written in English and never translated, such as the login page."""

from frappe import _


def translate_title(context: dict) -> dict:
	"""Hook update_website_context: the title in the browser's tab, in the reader's language."""
	title = context.get("title")
	return {"title": _(title)} if isinstance(title, str) and title else {}
