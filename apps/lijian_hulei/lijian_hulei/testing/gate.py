"""Sends a request through the gate inside a test: what the hooks would do, in their order, without a web server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import signature

import frappe
import frappe.api
from frappe.app import make_form_dict
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from lijian_hulei.access.gate import request as gate
from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase


class GateTestCase(HuleiTestCase):
	"""`self.passes(...)` and `self.refused(...)` take the user, the path or method, and the arguments."""

	@contextmanager
	def sent(self, user: str, target: str, arguments: dict | None = None, **how) -> Iterator[None]:
		"""The block runs as `user`, with the request as the gate left it."""
		former = getattr(frappe.local, "request", None)
		with self.user(user):
			try:
				frappe.local.request = _request(target, arguments or {}, **how)
				make_form_dict(frappe.local.request)
				gate.check_input()
				gate.check_caller()
				yield
			finally:
				if former is None:
					del frappe.local.request
				else:
					frappe.local.request = former
				frappe.local.form_dict = frappe._dict()
				frappe.local.flags.hulei_refused = frappe.local.flags.disable_traceback = None
				frappe.clear_messages()

	def passes(self, user: str, target: str, arguments: dict | None = None, **how) -> None:
		with self.sent(user, target, arguments, **how):
			pass

	def refused(self, user: str, target: str, arguments: dict | None = None, **how) -> None:
		with self.assertRaises(Refused, msg=f"{user} {target} {arguments}"):
			self.passes(user, target, arguments, **how)


class ProbeTestCase(GateTestCase):
	"""Two callers with little: a village's cadre and a school's officer; a minor of their village and one from elsewhere."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.village = factories.make_area().name
		cls.cadre = factories.make_officer("village_cadre", area=cls.village).user
		cls.school = factories.make_officer("school_staff", area=cls.village).user
		cls.minor = factories.make_minor(area=cls.village).name
		cls.foreign = factories.make_minor().name


def serve_api() -> Response:
	"""What Frappe's own code answers to frappe.local.request, a path below /api/. Official v15 wants it handed over."""
	wants_request = signature(frappe.api.handle).parameters
	return frappe.api.handle(frappe.local.request) if wants_request else frappe.api.handle()


def _request(
	target: str,
	arguments: dict,
	method: str = "POST",
	as_json: bool = False,
	headers: dict | None = None,
	**files,
) -> Request:
	path = target if target.startswith("/") else f"/api/method/{target}"
	texts = {
		key: value if isinstance(value, str | int | float) else json.dumps(value)
		for key, value in arguments.items()
	}
	if method in ("GET", "DELETE"):
		builder = EnvironBuilder(path, method=method, query_string=texts, headers=headers)
	elif as_json:
		builder = EnvironBuilder(path, method=method, json=arguments, headers=headers)
	else:
		builder = EnvironBuilder(path, method=method, data=texts | files, headers=headers)
	return Request(builder.get_environ())
