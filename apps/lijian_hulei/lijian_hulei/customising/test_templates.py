from lijian_hulei.customising.templates import template_problem
from lijian_hulei.testing.base import HuleiTestCase


class TestTemplates(HuleiTestCase):
	def test_what_says_what_the_record_says_is_fine(self):
		for text in (
			"",
			"{{ doc.minor_name }} {{ doc.get('area') | e }} {{ _('Village') }}",
			"{% for row in doc.guardians %}{{ loop.index }} {{ row.guardian_name | e }}{% endfor %}",
			"{%- set name = frappe.db.get_value('Agency', doc.agency, 'agency_name') -%}{{ name | e }}",
			"{% include 'lijian_hulei/templates/print_style.html' %}{{ frappe.format(doc.due_on, {'fieldtype': 'Date'}) }}",
			"{% macro line(label, value) %}{{ label }}{{ value }}{% endmacro %}{{ line('a', doc.b) }}",
			"{{ frappe.utils.now_datetime().strftime('%Y') }}",
		):
			with self.subTest(text):
				self.assertIsNone(template_problem(text))

	def test_what_reaches_further_is_refused(self):
		for text, reason in (
			("{{ frappe.db.sql('select 1') }}", "function"),
			("{{ frappe.get_all('Minor') }}", "function"),
			("{{ frappe.get_doc('Minor', 'x').minor_name }}", "function"),
			("{{ frappe.db.get_value('Minor', 'x', 'remarks') }}", "kind"),
			("{{ frappe.db.get_value(doc.kind, 'x', 'y') }}", "kind"),
			("{{ frappe.db.get_value('Sealed Value', 'x', 'ciphertext') }}", "kind"),
			("{{ frappe.call('x') }}", "function"),
			("{{ doc.delete() }}", "function"),
			("{{ doc.__class__.__mro__ }}", "name"),
			("{{ doc['__class__'] }}", "name"),
			("{{ frappe.conf.encryption_key }}", "name"),
			("{% set f = frappe %}{{ f.db.sql('x') }}", "name"),
			("{{ (doc.x or frappe).db }}", "name"),
			("{{ session.user }}", "name"),
			("{% if 0 %}{% set frappe = 1 %}{% endif %}{{ frappe.conf.x }}", "name"),
			("{% for doc in doc.rows %}{% endfor %}", "name"),
			("{{ frappe.db.get_value('Reveal Log', 'x', 'reason') }}", "kind"),
			("{{ doc.remarks | safe }}", "filter"),
			("{{ doc.items | map(attribute='x') | attr('y') }}", "filter"),
			("{% include 'frappe/templates/x.html' %}", "include"),
			("{% include doc.x %}", "include"),
			("{% import 'x' as y %}", "part"),
			("{% extends 'x' %}", "part"),
			("{{ doc.x ", "syntax"),
			("x" * 70_000, "length"),
		):
			with self.subTest(text[:50]):
				found = template_problem(text)
				self.assertIsNotNone(found)
				self.assertEqual(found.reason, reason)
