"""The probes of table 2a in docs/security.md that are about logins and passwords (rows 10-13)."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.core.doctype.activity_log.activity_log import add_authentication_log
from frappe.utils import now_datetime

from lijian_hulei.access.gate import logins
from lijian_hulei.access.overrides import passwords
from lijian_hulei.testing.gate import ProbeTestCase

GUEST = "Guest"
ADMIN = "Administrator"
USER_MODULE = "frappe.core.doctype.user.user"


@contextmanager
def calls_from(address: str) -> Iterator[None]:
	"""The request comes from `address`; afterwards from where it came before (frappe.local always has the attribute)."""
	before, frappe.local.request_ip = frappe.local.request_ip, address
	try:
		yield
	finally:
		frappe.local.request_ip = before


class TestLogins(ProbeTestCase):
	def test_row_10_reset_has_one_answer_and_a_limit(self):
		self.refused(GUEST, f"{USER_MODULE}.reset_password", {"user": self.cadre}, method="GET")
		answers, jobs = [], []
		with patch.object(frappe, "enqueue", side_effect=lambda *a, **k: jobs.append(k["user"])):
			for name in (self.cadre, "nobody@town.example", ADMIN):
				with self.sent(GUEST, f"{USER_MODULE}.reset_password", {"user": name}):
					answers.append((passwords.reset_password(name), frappe.get_message_log()[-1]))
			for _attempt in range(6):
				with self.sent(GUEST, f"{USER_MODULE}.reset_password", {"user": self.school}):
					passwords.reset_password(self.school)
		self.assertEqual(answers[0], answers[1])
		self.assertEqual(answers[0], answers[2])
		self.assertLessEqual(jobs.count(self.school), passwords.REQUESTS_PER_ACCOUNT)

	def test_row_11_reset_keys_are_random_and_kept_as_hashes(self):
		links = []
		with patch(
			f"{USER_MODULE}.User.password_reset_mail",
			autospec=True,
			side_effect=lambda _user, link: links.append(link),
		):
			passwords.send_link(self.cadre)
			passwords.send_link("nobody@town.example")
			passwords.send_link(ADMIN)
		self.assertEqual(len(links), 1)
		key = links[0].partition("key=")[2]
		self.assertGreaterEqual(len(key), 40)
		stored = frappe.db.get_value("User", self.cadre, "reset_password_key")
		self.assertEqual(stored, hashlib.sha256(key.encode()).hexdigest())
		frappe.get_doc("User", self.cadre).db_set("reset_password_key", "a" * 32)
		self.assertEqual(len(frappe.db.get_value("User", self.cadre, "reset_password_key")), 64)
		for column in ("reset_password_key", "api_key"):
			filters = [["User", column, "like", "a%"]]
			self.refused(self.cadre, "frappe.client.get_list", {"doctype": "User", "filters": filters})

	def test_row_11_the_link_works_once_and_its_hash_does_not(self):
		key = "k" * 43
		values = {
			"reset_password_key": passwords._hashed(key),
			"last_reset_password_key_generated_on": now_datetime(),
		}
		frappe.db.set_value("User", self.cadre, values)
		found = []
		with patch.object(
			passwords.frappe_user, "update_password", side_effect=lambda *a, **k: found.append(k["key"])
		):
			passwords.update_password("x", key=key)
			passwords.update_password("x", key=passwords._hashed(key))
		user = [frappe.db.get_value("User", {"reset_password_key": sent}) for sent in found]
		if not hasattr(passwords.frappe_user, "sha256_hash"):
			self.assertEqual(user, [self.cadre, None])

	def test_row_12_after_many_failures_an_address_gets_nobody_in(self):
		class Manager:
			user = self.cadre

			def fail(self, message, user=None):
				raise frappe.AuthenticationError

		def fail_once(address):
			with calls_from(address):
				add_authentication_log("probe", "nobody", status="Failed")

		def log_in(address):
			with calls_from(address):
				logins.check_address(Manager())

		for _attempt in range(logins.FAILURES - 1):
			fail_once("192.0.2.7")
		log_in("192.0.2.7")
		fail_once("192.0.2.7")
		with self.assertRaises(frappe.AuthenticationError):
			log_in("192.0.2.7")
		log_in("192.0.2.8")
		self.assertIn("lijian_hulei.access.gate.logins.check_address", frappe.get_hooks("on_login"))

	def test_row_13_the_disabled_are_out_at_once(self):
		self.passes(self.cadre, "frappe.desk.reportview.get", {"doctype": "Minor"})
		deputy = {
			"doctype": "User",
			"email": "deputy@town.example",
			"first_name": "x",
			"send_welcome_email": 0,
		}
		frappe.get_doc(deputy | {"roles": [{"role": "System Manager"}]}).insert()
		with (
			patch("lijian_hulei.access.gate.events.clear_sessions") as clear,
			patch.object(frappe.db, "after_commit") as after_commit,
		):
			user = frappe.get_doc("User", self.cadre)
			user.enabled = 0
			user.save()
			clear.assert_not_called()
			for call in after_commit.add.call_args_list:
				if getattr(call.args[0], "func", None) is clear:
					call.args[0]()
		clear.assert_called_with(user=self.cadre, force=True)
		self.refused(self.cadre, "frappe.desk.reportview.get", {"doctype": "Minor"})
		self.refused(GUEST, "frappe.www.login.login_via_key", {"key": "x"}, method="GET")
		self.refused(GUEST, "frappe.www.login.send_login_link", {"email": self.cadre})
