import frappe

from lijian_hulei.access import conditions
from lijian_hulei.access.registry import REGISTRY, UNSCOPED, hook_name
from lijian_hulei.access.roles import ROLES
from lijian_hulei.testing.base import HuleiTestCase

# Asks the registry's limits itself and writes the access log.
OWN_CONDITIONS = {"Restricted Person": "lijian_hulei.supervision.services.access_log.query_condition"}


class TestRegistry(HuleiTestCase):
	def doctypes(self):
		modules = frappe.get_all("Module Def", {"app_name": "lijian_hulei"}, pluck="name")
		return frappe.get_all("DocType", {"module": ("in", modules), "custom": 0}, pluck="name")

	def test_every_doctype_has_a_rule_or_a_reason(self):
		for doctype in self.doctypes():
			with self.subTest(doctype):
				self.assertTrue((doctype in REGISTRY) != (doctype in UNSCOPED))

	def test_rules_name_existing_fields(self):
		for doctype, rule in REGISTRY.items():
			meta = frappe.get_meta(doctype)
			for fieldname in (rule.area_field, *rule.agency_fields):
				with self.subTest(doctype=doctype, fieldname=fieldname):
					self.assertTrue(fieldname is None or meta.has_field(fieldname))
			if rule.parent:
				self.assertIn(rule.parent, REGISTRY)
			if rule.agency_through:
				self.assertTrue(
					frappe.get_meta(rule.agency_through.doctype).has_field(rule.agency_through.agency)
				)

	def test_both_hooks_are_set_for_every_rule(self):
		lists, documents = frappe.get_hooks("permission_query_conditions"), frappe.get_hooks("has_permission")
		for doctype in REGISTRY:
			with self.subTest(doctype):
				own = OWN_CONDITIONS.get(doctype, f"lijian_hulei.access.conditions.{hook_name(doctype)}")
				self.assertIn(own, lists[doctype])
				self.assertTrue(callable(getattr(conditions, hook_name(doctype))))
				self.assertIn("lijian_hulei.access.conditions.has_permission", documents[doctype])

	def test_no_role_may_share_and_no_other_role_has_rights(self):
		for doctype in self.doctypes():
			for row in frappe.get_meta(doctype).permissions:
				with self.subTest(doctype=doctype, role=row.role):
					self.assertIn(row.role, (*ROLES, "System Manager"))
					if doctype in REGISTRY:
						self.assertFalse(row.share)
