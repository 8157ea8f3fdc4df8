"""The base of every test that needs a site. What differs between Frappe releases is hidden here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from unittest.mock import MagicMock, patch

import frappe
from frappe.cache_manager import user_cache_keys
from frappe.core.doctype.user import user as frappe_user
from frappe.tests.utils import FrappeTestCase
from frappe.utils import get_datetime
from frappe.utils.data import get_system_timezone
from freezegun import freeze_time
from pytz import timezone, utc

from lijian_hulei.access import scope

SAVEPOINT = "hulei_test"


class HuleiTestCase(FrappeTestCase):
	"""Each test starts as Administrator and leaves nothing behind.

	What a test wrote is rolled back to the state after setUpClass, and a commit in the code under test is
	only counted (`self.commits`), never done.
	"""

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		_forget_cached()
		frappe.db.savepoint(SAVEPOINT)
		self.addCleanup(self._undo)
		self.commits = self._patched(frappe.db, "commit")
		# Saving a User asks for passwords of mail accounts and empties the whole cache for it: a second per officer.
		self._patched(frappe_user, "ask_pass_update")

	@contextmanager
	def user(self, name: str) -> Iterator[None]:
		"""Acts as `name` within the block and as the former user after it."""
		former = frappe.session.user
		frappe.set_user(name)
		scope.forget()
		try:
			yield
		finally:
			frappe.set_user(former)
			scope.forget()

	@contextmanager
	def at(self, moment: str | date | datetime) -> Iterator[None]:
		"""Stops the clock at `moment`, given in the site's local time, within the block."""
		with freeze_time(_as_utc(moment)):
			scope.forget()
			try:
				yield
			finally:
				scope.forget()

	@contextmanager
	def assert_refused(self, *errors: type[Exception]) -> Iterator[None]:
		"""The block must raise frappe.PermissionError, or one of `errors`; what it wrote is undone."""
		frappe.db.savepoint("hulei_refused")
		with self.assertRaises(errors or (frappe.PermissionError,)):
			yield
		frappe.db.rollback(save_point="hulei_refused")
		frappe.clear_messages()

	@staticmethod
	def fresh(doc):
		"""The document as it is stored now."""
		return frappe.get_doc(doc.doctype, doc.name)

	def assert_permitted(self, doc, user: str, ptype: str = "read") -> None:
		with self.user(user):
			self.assertTrue(frappe.has_permission(doc.doctype, ptype, doc=doc), f"{user} should have {ptype}")

	def assert_not_permitted(self, doc, user: str, ptype: str = "read") -> None:
		with self.user(user):
			self.assertFalse(
				frappe.has_permission(doc.doctype, ptype, doc=doc), f"{user} must not have {ptype}"
			)

	def names_seen_by(self, user: str, doctype: str, **filters) -> list[str]:
		"""What a list of `doctype` shows to `user`; [] also when the role has no right at all."""
		with self.user(user):
			try:
				return frappe.get_list(
					doctype, filters=filters, pluck="name", order_by="name asc", limit_page_length=0
				)
			except frappe.PermissionError:
				frappe.clear_messages()
				return []

	def _patched(self, target: object, name: str) -> MagicMock:
		patcher = patch.object(target, name)
		self.addCleanup(patcher.stop)
		return patcher.start()

	@staticmethod
	def _undo() -> None:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.set_user("Administrator")
		_forget_cached()


def _forget_cached() -> None:
	"""Roles, documents and settings that a rolled back test may have left in the cache."""
	for key in user_cache_keys:
		frappe.cache.delete_key(key)
	frappe.cache.delete_keys("document_cache::")
	frappe.db.value_cache = {}
	frappe.local.hulei_scopes = {}
	frappe.local.hulei_evidence_doctypes = None
	frappe.local.hulei_grading = None


def _as_utc(moment: str | date | datetime) -> datetime:
	local = timezone(get_system_timezone()).localize(get_datetime(moment))
	return local.astimezone(utc).replace(tzinfo=None)
