from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.customising.rules.conditions import Problem, javascript_problem, python_problem

FIELDS = {"status", "amount", "grade"}


class TestConditions(TestCase):
	def test_python_that_compares_is_fine(self):
		for text in (
			"",
			"doc.status == 'Open'",
			"doc.get('status') in ('Open', 'Closed') and not doc.amount > 3",
			"doc.grade is not None or doc.amount <= -1.5",
		):
			with self.subTest(text):
				self.assertIsNone(python_problem(text, FIELDS))

	def test_python_that_does_anything_else_is_refused(self):
		for text, reason in (
			("frappe.db.sql('select 1')", "word"),
			("doc.__class__", "field"),
			("doc.status.__class__", "word"),
			("doc.delete()", "word"),
			("doc.get('id_number')", "field"),
			("doc.get(doc.status)", "word"),
			("(lambda: 1)()", "word"),
			("[x for x in doc.status]", "word"),
			("__import__('os')", "word"),
			("doc.status ==", "syntax"),
			("doc.status == b'x'", "word"),
			("f'{doc.status}' == 'x'", "word"),
			("doc.amount " + "+ 1" * 300, "length"),
		):
			with self.subTest(text[:40]):
				self.assertEqual(python_problem(text, FIELDS).reason, reason)

	def test_javascript_that_compares_is_fine(self):
		for text in (
			"status",
			"eval:doc.status == 'Open' && doc.amount > 3",
			"eval:!doc.grade || ['Red', \"Yellow\"].includes(doc.grade)",
			"eval:(doc.amount >= -2.5 && doc.status !== null)",
		):
			with self.subTest(text):
				self.assertIsNone(javascript_problem(text, FIELDS))

	def test_javascript_that_does_anything_else_is_refused(self):
		for text in (
			"other",
			"eval:alert(1)",
			"eval:doc.status = 'Open'",
			"eval:doc['status']['constructor']",
			"eval:doc.status.constructor('x')()",
			"eval:fetch('/api')",
			"eval:`x`",
			"eval:'\\x3cscript>'",
			"eval:'<img>'",
			"eval:doc.id_number",
			"eval:doc.__proto__",
			"fn:doc.status",
		):
			with self.subTest(text):
				self.assertIsInstance(javascript_problem(text, FIELDS), Problem)

	@given(st.text(max_size=60))
	def test_no_text_breaks_the_check(self, text):
		python_problem(text, FIELDS)
		javascript_problem(f"eval:{text}", FIELDS)

	@given(
		st.sampled_from(("(", "=", "=>", ";", "{", "}", "`", "\\", "+", "window", "doc.x", "new")),
		st.text(max_size=10),
	)
	def test_what_calls_assigns_or_ends_a_statement_never_passes(self, word, tail):
		found = javascript_problem(f"eval:alert{word}{tail}", FIELDS)
		self.assertIsInstance(found, Problem)
