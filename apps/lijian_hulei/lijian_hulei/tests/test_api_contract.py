"""Every whitelisted method of the app is typed, says what it is for, stands where it belongs, and acts only by POST."""

import importlib
import inspect
import typing
from pathlib import Path

import frappe

from lijian_hulei.testing.base import HuleiTestCase

APP = Path(__file__).resolve().parent.parent
ACTING = (
	"run_",
	"confirm",
	"object_to",
	"reveal",
	"start",
	"check",
	"cancel",
	"export_",
	"submit_",
	"save",
	"reset_",
)
ROOMS = ("lijian_hulei.api.", "lijian_hulei.access.overrides.")


def methods() -> dict[str, typing.Callable]:
	"""Dotted name -> function, for all that this app offers to clients."""
	for file in APP.rglob("*.py"):
		if "frappe.whitelist" in file.read_text(encoding="utf-8") and not file.name.startswith("test_"):
			importlib.import_module(".".join(file.relative_to(APP.parent).with_suffix("").parts))
	ours = [method for method in frappe.whitelisted if method.__module__.startswith("lijian_hulei.")]
	return {f"{method.__module__}.{method.__name__}": method for method in ours}


class TestApiContract(HuleiTestCase):
	def test_there_are_methods_to_judge(self):
		self.assertIn("lijian_hulei.api.reveal.reveal", methods())

	def test_every_argument_and_answer_is_typed(self):
		untyped = []
		for name, method in methods().items():
			signature = inspect.signature(method)
			missing = [
				p.name for p in signature.parameters.values() if p.annotation is p.empty and p.name != "self"
			]
			if missing or signature.return_annotation is signature.empty:
				untyped.append(f"{name}({', '.join(missing)})")
		self.assertEqual(untyped, [])

	def test_what_acts_is_post_only(self):
		open_to_get = [
			name
			for name, method in methods().items()
			if method.__name__.startswith(ACTING)
			and "GET" in frappe.allowed_http_methods_for_whitelisted_func.get(method, ["GET"])
		]
		self.assertEqual(open_to_get, [])

	def test_methods_stand_in_the_api_and_nowhere_else(self):
		self.assertEqual([name for name in methods() if not name.startswith(ROOMS)], [])

	def test_guests_are_offered_only_what_must_be_open(self):
		open_to_all = sorted(name for name, method in methods().items() if method in frappe.guest_methods)
		self.assertEqual(
			open_to_all,
			[
				"lijian_hulei.access.overrides.passwords.reset_password",
				"lijian_hulei.access.overrides.passwords.update_password",
				"lijian_hulei.api.public.feedback.read_answer",
				"lijian_hulei.api.public.feedback.send_feedback",
				"lijian_hulei.api.public.library.download",
				"lijian_hulei.api.public.mandatory_report.report_state",
				"lijian_hulei.api.public.mandatory_report.submit_report",
			],
		)
