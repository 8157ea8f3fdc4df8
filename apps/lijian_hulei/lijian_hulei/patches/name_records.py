"""Records made before headings named their child or duty get their title."""

import frappe

from lijian_hulei.compliance.services.subjects import LONGEST_TITLE, SEPARATOR, TITLE_OF_SUBJECT
from lijian_hulei.ledger.services import fill_names
from lijian_hulei.ledger.services.names import CARRIERS


def execute() -> None:
	for doctype in CARRIERS:
		fill_names(doctype)
	name_obligations()
	# get_all: a migration looks at every record
	for name in frappe.get_all("Joint Meeting", pluck="name", order_by="name asc"):
		meeting = frappe.get_doc("Joint Meeting", name)
		meeting.set_title()
		meeting.db_set("title", meeting.title, update_modified=False)


def name_obligations() -> None:
	"""One statement for each kind of subject; DocTypes that are no longer there are passed over."""
	obligation, duties = frappe.qb.DocType("Obligation"), frappe.qb.DocType("Duty")
	duty = (
		frappe.qb.from_(duties).select(duties.name.as_("code"), duties.title.as_("duty_title")).as_("known")
	)
	# get_all: a migration looks at every record
	for doctype in frappe.get_all("Obligation", pluck="subject_doctype", distinct=True, order_by=None):
		update = frappe.qb.update(obligation).join(duty).on(duty.code == obligation.duty)
		title = duty.duty_title
		if doctype in TITLE_OF_SUBJECT and frappe.db.table_exists(doctype):
			subject = frappe.qb.DocType(doctype).as_("subject")
			update = update.left_join(subject).on(subject.name == obligation.subject_name)
			about = frappe.qb.functions("NULLIF", subject[TITLE_OF_SUBJECT[doctype]], "")
			title = frappe.qb.functions("CONCAT_WS", SEPARATOR, about, duty.duty_title)
		update.set(obligation.title, frappe.qb.functions("LEFT", title, LONGEST_TITLE)).where(
			(obligation.subject_doctype == doctype) & obligation.title.isnull()
		).run()
