"""Places where Frappe keeps what a user typed outside the documents: error logs and saved list settings."""

from lijian_hulei.privacy.rules.scrub import scrub


def clean_error_log(doc, method: str | None = None) -> None:
	"""Error Log, before it is written: Frappe puts the variables of every frame into it, the request's too."""
	doc.error = scrub(doc.error)
	doc.method = scrub(doc.method)
