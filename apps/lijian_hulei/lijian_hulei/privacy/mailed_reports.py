"""Frappe's Auto Email Report made safe: `override_doctype_class` in hooks.py.

Frappe runs the report once, as the scheduler, who sees everything, and sends that to all addresses. Here it runs for
each recipient as the recipient; who has left his post or may not see the report any more gets nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.email.doctype.auto_email_report.auto_email_report import AutoEmailReport

from lijian_hulei.access import scope
from lijian_hulei.access.figures import may_be_mailed, may_read_report
from lijian_hulei.access.mailing import NotByMail, reader_of


class LimitedReportMail(AutoEmailReport):
	def send(self) -> None:
		"""Within a request it is left to a job: acting as somebody else would end the sender's own session."""
		if getattr(frappe.local, "request", None):
			frappe.enqueue("lijian_hulei.privacy.mailed_reports.send", name=self.name, queue="long")
			return
		stored = {"filters": self.filters, "user": self.user, "email_to": self.email_to}
		for address in (stored["email_to"] or "").split():
			user = may_be_mailed(self.report) and reader_of(self.report, address)
			if user:
				self.update(stored | {"user": user, "email_to": address})
				with _acting_as(user):
					self._send_one()
		self.update(stored)

	def get_report_content(self):
		"""What the session's user may see of the report; the recipient, or who downloads it to look at it."""
		if not may_be_mailed(self.report) or not may_read_report(self.report, frappe.session.user):
			raise NotByMail
		self.user = frappe.session.user
		return super().get_report_content()

	def _send_one(self) -> None:
		"""One recipient's failure leaves the others their mail; the log names the report, not the person."""
		try:
			super().send()
		except Exception:
			self.log_error(f"Report by mail failed: {self.report}")


def send(name: str) -> None:
	"""The job behind Send Now."""
	frappe.get_doc("Auto Email Report", name).send()


@contextmanager
def _acting_as(user: str) -> Iterator[None]:
	former = frappe.session.user
	frappe.set_user(user)
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user(former)
		scope.forget()
