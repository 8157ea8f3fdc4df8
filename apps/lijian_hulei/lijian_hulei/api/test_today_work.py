"""The desk's list of today's work names its subjects for people."""

import frappe

from lijian_hulei.api.today_work import _subjects
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
		named = [self.school.agency_name, f"{frappe._('Referral')} {referral.name}"]
		self.assertEqual(self.titles(self.governance.user, check, referral), named)

	def test_a_stranger_is_told_nothing(self):
		with self.user(self.governance.user):
			check = make_campus_check(self.school.name)
		self.assertEqual(self.titles(self.other_head.user, check), [None])
