"""The desk's list of today's work names its subjects for people, and stands first on every page."""

import json

import frappe

from lijian_hulei.api.today_work import _subjects
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import make_campus_check
from lijian_hulei.testing.cases_factories import make_referral


class TestSubjects(CampusTestCase):
	def titles(self, user: str, *docs) -> list[str | None]:
		rows = [frappe._dict(subject_doctype=doc.doctype, subject_name=doc.name) for doc in docs]
		with self.user(user):
			found = _subjects(rows)
		return [found.get((doc.doctype, doc.name), {}).get("title") for doc in docs]

	def test_a_link_is_told_by_its_name_and_the_untitled_by_kind_and_number(self):
		with self.user(self.governance.user):
			check = make_campus_check(self.school.name)
		referral = make_referral(self.governance_office.name, self.school.name, self.village)
		answerable = make.make_responsibility(self.governance.name, area=self.village)
		named = [self.school.agency_name, referral.title, f"{frappe._('Responsibility')} {answerable.name}"]
		self.assertEqual(self.titles(self.governance.user, check, referral, answerable), named)

	def test_a_stranger_is_told_nothing(self):
		with self.user(self.governance.user):
			check = make_campus_check(self.school.name)
		self.assertEqual(self.titles(self.other_head.user, check), [None])


class TestPlace(HuleiTestCase):
	def test_it_comes_before_figures_and_links(self):
		"""A phone shows one block below the other: four figures alone fill its first screen."""
		first = {}
		for name in frappe.get_all("Workspace", {"public": 1}, pluck="name"):
			blocks = json.loads(frappe.get_doc("Workspace", name).content or "[]")
			kinds = [block["data"].get("custom_block_name") or block["type"] for block in blocks]
			if "Work Due" in kinds:
				first[name] = [kind for kind in kinds[: kinds.index("Work Due")] if kind != "onboarding"]
		self.assertGreater(len(first), 10)
		self.assertEqual(first, {name: [] for name in first})
