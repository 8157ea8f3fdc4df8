"""What installing and migrating do to a site's data. Every step may be repeated."""

import frappe

from lijian_hulei.setup import roles, seeds

RECIPIENTS = {"ledger_recipient": "protection_office", "visit_recipient": "governance_office"}


def before_install() -> None:
	"""The roles come first: the DocTypes' permissions name them."""
	roles.apply()


def after_install() -> None:
	apply()
	name_recipients()


def after_migrate() -> None:
	apply()


def apply() -> None:
	roles.apply()
	set_defaults_of_settings()
	seeds.apply()


def set_defaults_of_settings() -> None:
	"""Fields of Hulei Settings that were never saved get their proposed value; zero and off are kept as answers."""
	# A single's stored fields lie in Singles; a field that is not there has never been saved.
	singles = frappe.qb.DocType("Singles")
	stored = set(
		frappe.qb.from_(singles)
		.select(singles.field)
		.where(singles.doctype == "Hulei Settings")
		.run(pluck=True)
	)
	for field in frappe.get_meta("Hulei Settings").fields:
		if field.default and field.fieldname not in stored:
			frappe.db.set_single_value("Hulei Settings", field.fieldname, field.default)


def name_recipients() -> None:
	"""Who receives what (A12) refers to agency types, which are not there before the seeds."""
	for fieldname, agency_type in RECIPIENTS.items():
		if not frappe.db.get_single_value("Hulei Settings", fieldname):
			frappe.db.set_single_value("Hulei Settings", fieldname, agency_type)
