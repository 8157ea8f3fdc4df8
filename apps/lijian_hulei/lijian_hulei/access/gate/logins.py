"""2a 12: many accounts tried from one address. Frappe counts wrong passwords per account only, and takes a login at any
path (`cmd=login` in the body), which a web server in front cannot see."""

import frappe
from frappe.utils import add_to_date, now_datetime

FAILURES = 30  # a whole office may sit behind one address
MINUTES = 10


def check_address(login_manager) -> None:
	"""on_login, after a right password and before a session: from an address with too many failures nobody gets in.

	The answer is that of a wrong password, or the guesser would learn that this one was right.
	"""
	since = add_to_date(now_datetime(), minutes=-MINUTES)
	failures = frappe.db.count(
		"Activity Log",
		{
			"operation": "Login",
			"status": "Failed",
			"ip_address": frappe.local.request_ip,
			"modified": (">", since),
		},
	)
	if failures >= FAILURES:
		login_manager.fail("Invalid login credentials", user=login_manager.user)
