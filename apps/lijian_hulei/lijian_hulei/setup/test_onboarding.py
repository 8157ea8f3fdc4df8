import json

import frappe
from frappe.desk.desktop import get_desktop_page
from frappe.utils import add_days, getdate, today

from lijian_hulei.access.gate import callers
from lijian_hulei.access.gate.refusal import Refused
from lijian_hulei.api import onboarding as api
from lijian_hulei.setup import onboarding
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase

TOWNSHIP = "Township Setup"
MONTH = "First Month"
OFFICE_POSTS = ("protection_officer", "governance_officer")


def empty(*doctypes: str) -> None:
	"""As on a site without demonstration data, whatever this one holds."""
	for doctype in doctypes:
		frappe.db.delete(doctype)


class TestOnboarding(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
		empty("Responsibility", "Obligation", "Minor", "Visit", "Grade Change", "Support Pairing")
		empty("Officer", "Agency", "Area")
		frappe.db.set_single_value("Hulei Settings", "township", None)
		for onboarding_name in (TOWNSHIP, MONTH):
			frappe.db.set_value("Module Onboarding", onboarding_name, "is_complete", 0)
		for step in onboarding.STEPS:
			frappe.db.set_value("Onboarding Step", step, {"is_complete": 0, "is_skipped": 0})

	@staticmethod
	def done(name: str = TOWNSHIP) -> list[str]:
		return [step for step, progress in onboarding.follow(name).items() if progress.is_done]

	@staticmethod
	def kept(step: str) -> int:
		return frappe.db.get_value("Onboarding Step", step, "is_complete")

	def test_every_shipped_step_is_counted(self) -> None:
		shipped = frappe.get_all(
			"Onboarding Step Map", {"parent": ("in", (TOWNSHIP, MONTH))}, pluck="step", order_by="step asc"
		)
		self.assertEqual(set(shipped), set(onboarding.STEPS))

	def test_on_an_empty_site_only_the_shipped_policy_is_done(self) -> None:
		self.assertEqual(self.done(), ["Read the Grading Policy"])
		self.assertEqual(self.done(MONTH), [])

	def test_a_newcomer_is_led_to_a_working_town(self) -> None:
		village = factories.make_area(level="Village")
		self.assertIn("Enter the Areas", self.done())
		frappe.db.set_single_value("Hulei Settings", "township", village.parent_area)
		self.assertIn("Name the Township", self.done())

		for kind in onboarding.NEEDED_AGENCIES:
			self.assertNotIn("Enter the Agencies", self.done())
			factories.make_agency(agency_type=kind, area=village.parent_area)
		self.assertIn("Enter the Agencies", self.done())

		for post in OFFICE_POSTS:
			factories.make_officer(post, village.parent_area)
		self.assertNotIn("Give Officers Access", self.done())
		secretary = factories.make_officer("village_secretary", village.name)
		self.assertIn("Give Officers Access", self.done())

		self.assertNotIn("Say Who Is Responsible", self.done())
		frappe.get_doc(
			{
				"doctype": "Responsibility",
				"area": village.name,
				"officer": secretary.name,
				"kind": "First",
				"from_date": add_days(today(), -1),
			}
		).insert()
		self.assertIn("Say Who Is Responsible", self.done())

		self.assertEqual(self.kept("See the First Month Open"), 0)
		self.make_obligation(factories.make_minor(area=village.name))
		self.assertEqual(set(self.done()), set(onboarding.follow(TOWNSHIP)))
		self.assertEqual(frappe.db.get_value("Module Onboarding", TOWNSHIP, "is_complete"), 1)

	@staticmethod
	def make_obligation(minor) -> None:
		frappe.get_doc(
			{
				"doctype": "Obligation",
				"name": f"test-{minor.name}",
				"duty": frappe.db.get_value("Duty", {"subject_doctype": "Minor"}),
				"subject_doctype": "Minor",
				"subject_name": minor.name,
				"period_start": getdate().replace(day=1),
				"period_end": frappe.utils.get_last_day(today()),
				"due_at": f"{frappe.utils.get_last_day(today())} 18:00:00",
				"area": minor.area,
				"required": 1,
				"done": 0,
				"status": "Open",
			}
		).insert(ignore_permissions=True)

	def test_the_first_month_is_led_to_its_end_and_stays_ended(self) -> None:
		village = factories.make_area(level="Village")
		cadre = factories.make_officer(area=village.name)
		minor = factories.make_minor(village.name, factors=["smoking"])
		self.assertEqual(self.done(MONTH), ["Import the Roster"])
		change = frappe.db.get_value("Grade Change", {"minor": minor.name})
		frappe.db.set_value("Grade Change", change, "confirmation", "Confirmed")
		factories.make_pairing(minor.name, cadre.name)
		factories.make_visit(minor.name)
		self.assertNotIn("See What Is Due", self.done(MONTH))
		self.make_obligation(minor)
		self.assertEqual(set(self.done(MONTH)), set(onboarding.follow(MONTH)))
		factories.make_minor(village.name, factors=["smoking"])
		self.assertEqual(set(self.done(MONTH)), set(onboarding.follow(MONTH)))
		self.assertEqual(frappe.db.get_value("Module Onboarding", MONTH, "is_complete"), 1)

	def test_a_step_is_open_again_when_its_records_are_gone(self) -> None:
		factories.make_area(level="Village")
		onboarding.follow(TOWNSHIP)
		self.assertEqual(self.kept("Enter the Areas"), 1)
		empty("Area")
		onboarding.follow(TOWNSHIP)
		self.assertEqual(self.kept("Enter the Areas"), 0)

	def test_the_block_stands_on_the_desks_of_those_who_do_the_steps(self) -> None:
		village = factories.make_area(level="Village")
		desks = {
			"system_steward": ("System Steward Desk", 1),
			"protection_officer": ("Protection Office Desk", 1),
			"village_secretary": ("My Village", 0),
		}
		for post, (page, blocks) in desks.items():
			with self.subTest(post), self.user(factories.make_officer(post, village.name).user):
				shown = get_desktop_page(json.dumps({"name": page, "title": page, "public": 1}))
				self.assertEqual(len(shown["onboardings"]["items"]), blocks)

	def test_only_they_may_ask_and_skip(self) -> None:
		village = factories.make_area(level="Village")
		steps = json.dumps(["Enter the Areas"])
		with self.user(factories.make_officer("system_steward", village.parent_area).user):
			self.assertTrue(api.follow(steps)[0]["is_complete"])
			api.update_onboarding_step("Name the Township", "is_skipped", 1)
			with self.assert_refused():
				api.follow(json.dumps(["Import the Roster"]))
		self.assertEqual(frappe.db.get_value("Onboarding Step", "Name the Township", "is_skipped"), 1)
		for post in ("village_secretary", "police_officer", "protection_officer"):
			with self.subTest(post), self.user(factories.make_officer(post, village.name).user):
				with self.assert_refused():
					api.follow(steps)
				with self.assert_refused():
					api.update_onboarding_step("Name the Township", "is_skipped", 1)

	def test_nothing_else_of_a_step_can_be_written(self) -> None:
		village = factories.make_area(level="Village")
		with self.user(factories.make_officer("system_steward", village.parent_area).user):
			api.update_onboarding_step("Name the Township", "description", "<script>")
			api.update_onboarding_step("Name the Township", "is_complete", 1)
			with self.assert_refused():
				api.update_onboarding_step("Some Step of Frappe", "is_skipped", 1)
		step = frappe.db.get_value(
			"Onboarding Step", "Name the Township", ["description", "is_complete"], as_dict=True
		)
		self.assertNotIn("<script>", step.description)
		self.assertEqual(step.is_complete, 0)

	def test_the_notes_name_nobody(self) -> None:
		village = factories.make_area(level="Village")
		minor = factories.make_minor(area=village.name, minor_name="不应出现")
		notes = [progress.note for name in (TOWNSHIP, MONTH) for progress in onboarding.follow(name).values()]
		self.assertFalse([note for note in notes if minor.minor_name in note])

	def test_the_gate_lets_the_block_through(self) -> None:
		village = factories.make_area(level="Village")
		with self.user(factories.make_officer("system_steward", village.parent_area).user):
			frappe.local.form_dict = frappe._dict(name="Name the Township", field="is_skipped", value=1)
			call = callers.Call(method="frappe.desk.desktop.update_onboarding_step", http_method="POST")
			callers.judge(call)
			with self.assertRaises(Refused):
				callers.judge(callers.Call(method=call.method, http_method="GET"))
