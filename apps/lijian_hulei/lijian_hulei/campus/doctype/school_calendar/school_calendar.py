import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.campus.rules.school_year import problems
from lijian_hulei.campus.services.agencies import TAUGHT, facts_of, refuse_other_types
from lijian_hulei.campus.services.calendar import make_tasks, spans_of, withdraw_tasks


class InvalidCalendar(frappe.ValidationError):
	"""Terms and holidays that do not fit together; the message names the rows."""


class SchoolCalendar(Document):
	"""Terms and holidays of the town's schools; in force it sets who owes which safety lessons (R06)."""

	def validate(self):
		refuse_other_types(self, "school", TAUGHT)
		self.take_area()
		self.check_spans()

	def on_submit(self):
		self.db_set("duty_days", make_tasks(self))

	def on_cancel(self):
		withdraw_tasks(self.name)

	def take_area(self):
		if self.school:
			self.area = facts_of(self.school).get("area")

	def check_spans(self):
		messages = {
			"disorder": _("Row {0} ends before it begins."),
			"overlap": _("Rows {0} and {1} overlap: a day is either of a term or of a holiday."),
			"no_term": _("The calendar needs at least one term."),
		}
		found = problems(spans_of(self))
		if found:
			frappe.throw(
				"<br>".join(messages[one.reason].format(one.row, one.other) for one in found),
				exc=InvalidCalendar,
				title=_("Calendar Cannot Be Saved"),
			)
