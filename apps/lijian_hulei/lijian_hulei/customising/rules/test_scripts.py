from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.customising.rules.scripts import script_problem

SHIPPED = Path(__file__).resolve().parents[2] / "setup" / "data" / "server_scripts"


class TestScripts(TestCase):
	def test_what_the_app_ships_is_within_the_limits(self):
		for path in SHIPPED.glob("*.txt"):
			with self.subTest(path.name):
				self.assertIsNone(script_problem(path.read_text(encoding="utf-8")))

	def test_reminders_refusals_and_defaults_are_fine(self):
		for text in (
			"if not doc.school and doc.study_status == 'In School':\n\tfrappe.msgprint(_('请填写学校'))",
			"doc.set('nationality', doc.nationality or '汉族')",
			"if doc.has_value_changed('area'):\n\tfrappe.throw('请先办理迁出')",
			"count = 0\nfor row in doc.guardians:\n\tcount += 1\nif count > 5:\n\tfrappe.msgprint(f'{count}')",
		):
			with self.subTest(text):
				self.assertIsNone(script_problem(text))

	def test_whatever_leaves_the_record_is_refused(self):
		for text in (
			"frappe.db.sql('select 1')",
			"frappe.get_all('Minor')",
			"frappe.call('frappe.client.delete', doctype='Minor')",
			"name = 'x'\nfrappe.call(name)",
			"f = frappe\nf.db.sql('x')",
			"frappe.conf",
			"doc.__class__",
			"doc.save()",
			"doc.db_set('grade', 'Blue')",
			"import os",
			"def run():\n\tpass",
			"lambda: 1",
			"while True:\n\tpass",
			"exec('1')",
			"doc = 1",
			"[frappe][0].db",
			"(frappe or 1).db.sql('x')",
			"try:\n\tpass\nexcept Exception:\n\tpass",
			"x = {}['a'].save()",
			"if",
		):
			with self.subTest(text):
				self.assertIsNotNone(script_problem(text))

	@given(st.text(max_size=80))
	def test_no_text_breaks_the_check(self, text):
		script_problem(text)
