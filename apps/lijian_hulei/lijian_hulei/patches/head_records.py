"""Records that were headed by their number get the heading that new ones have."""

from lijian_hulei.records.titles import HEADINGS, fill_headings


def execute() -> None:
	"""Safe to run twice: headings that are there stay."""
	for doctype in HEADINGS:
		fill_headings(doctype)
