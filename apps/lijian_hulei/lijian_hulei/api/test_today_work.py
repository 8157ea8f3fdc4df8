"""The desk's list of today's work names its subjects for people, and stands first on every page."""

import json

import frappe
from frappe.utils import today

from lijian_hulei.api.today_work import _subjects, today_work
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.campus_case import CampusTestCase
from lijian_hulei.testing.campus_factories import make_campus_check
from lijian_hulei.testing.cases_factories import make_referral
from lijian_hulei.testing.staff_factories import make_worker


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


class TestRows(HuleiTestCase):
	"""Whoever answers for a unit owes duties about people whom he may not read."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.duty = frappe.get_doc("Duty", "R34_yearly")
		cls.school = make.make_agency("school", is_close_contact_unit=1)
		cls.worker = make_worker(cls.school.name)

	def owe(self, officer):
		return frappe.get_doc(
			{
				"doctype": "Obligation",
				"name": f"{self.duty.name}-{officer.name}",
				"duty": self.duty.name,
				"title": self.duty.title,
				"subject_doctype": "Worker",
				"subject_name": self.worker.name,
				"period_start": today(),
				"period_end": today(),
				"due_at": f"{today()} 23:59:59",
				"area": self.school.area,
				"agency": self.school.name,
				"responsible_officer": officer.name,
				"required": 1,
				"status": "Open",
			}
		).insert()

	def row_of(self, officer) -> dict:
		self.owe(officer)
		with self.user(officer.user):
			return today_work()["rows"][0]

	def test_a_subject_that_may_not_be_read_is_told_by_kind_number_and_unit(self):
		row = self.row_of(make.make_officer("village_secretary", self.school.area))
		told = f"{frappe._('Worker')} {self.worker.name} · {self.school.agency_name}"
		self.assertEqual(
			(row["title"], row["subject"], row["open"][0]), (self.duty.title, told, "Obligation")
		)
		self.assertNotIn(self.worker.worker_name, frappe.as_json(row))

	def test_who_may_read_it_is_told_its_title(self):
		row = self.row_of(make.make_officer("school_personnel", self.school.area, self.school.name))
		self.assertEqual(row["subject"], self.worker.worker_name)
		self.assertEqual(tuple(row["open"]), ("Worker", self.worker.name))


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
