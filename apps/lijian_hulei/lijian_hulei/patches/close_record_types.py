"""Officers for whom a record type has no place were not limited on it at all: each gets the row that no record fits."""

from lijian_hulei.organisation import record_types


def execute() -> None:
	"""Safe to repeat: only missing rows are written."""
	for doctype in record_types.names():
		record_types.limit_everybody(doctype)
