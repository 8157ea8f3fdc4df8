import json

import frappe
from frappe.desk.desktop import get_desktop_page, get_workspace_sidebar_items
from frappe.desk.doctype.number_card.number_card import get_result
from frappe.utils import add_days, today

from lijian_hulei.access.roles import POSITION_ROLES
from lijian_hulei.api import desk_charts, desk_numbers, today_work
from lijian_hulei.setup import navbar
from lijian_hulei.testing import factories
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.factories import make_obligation

# Which page a post finds first; the pages of what it does besides come after.
PAGES = {
	"village_secretary": "My Village",
	"village_cadre": "My Village",
	"grid_leader": "My Village",
	"liaison_leader": "Linked Villages",
	"protection_officer": "Protection Office Desk",
	"governance_officer": "Governance Office Desk",
	"leading_group_member": "Town Overview",
	"school_head": "School Desk",
	"police_officer": "Police Desk",
	"auxiliary_police": "Police and Agencies",
	"agency_officer": "Police and Agencies",
	"justice_officer": "Police and Agencies",
	"civil_affairs_officer": "Police and Agencies",
	"health_officer": "Police and Agencies",
	"family_officer": "Police and Agencies",
	"publicity_officer": "Police and Agencies",
	"system_steward": "System Steward Desk",
}
NO_RIGHT = (frappe.PermissionError, frappe.ValidationError)


class TestWorkspaces(HuleiTestCase):
	def test_each_post_finds_its_own_page_first_and_only_pages_of_its_roles(self) -> None:
		village = factories.make_area().name
		for position, page in PAGES.items():
			with self.subTest(position), self.user(factories.make_officer(position, village).user):
				found = [row["name"] for row in get_workspace_sidebar_items()["pages"]]
				self.assertEqual(found[0], page)
				self.assertEqual(set(found) - set(self.pages_of(frappe.get_roles())), set())

	@staticmethod
	def pages_of(roles: list[str]) -> list[str]:
		return frappe.get_all(
			"Has Role", {"parenttype": "Workspace", "role": ("in", roles)}, pluck="parent", distinct=True
		)

	def test_every_role_has_a_page(self) -> None:
		with_page = set(frappe.get_all("Has Role", {"parenttype": "Workspace"}, pluck="role"))
		self.assertEqual(set(POSITION_ROLES) - with_page, set())

	def test_every_block_of_a_page_is_shown_to_its_post(self) -> None:
		"""A block whose card, chart or shortcut the role may not use would leave a hole."""
		village = factories.make_area().name
		kinds = {"number_card": "number_cards", "chart": "charts", "shortcut": "shortcuts", "card": "cards"}
		for position, page in PAGES.items():
			if position == "auxiliary_police":  # shares a page with those who may see more
				continue
			if page == PAGES["agency_officer"] and position != "agency_officer":
				continue
			blocks = json.loads(frappe.db.get_value("Workspace", page, "content"))
			with self.subTest(position), self.user(factories.make_officer(position, village).user):
				shown = get_desktop_page(json.dumps({"name": page, "title": page, "public": 1}))
				for kind, key in kinds.items():
					wanted = [block["data"][f"{kind}_name"] for block in blocks if block["type"] == kind]
					labels = {item.get("label") for item in shown[key]["items"]}
					self.assertEqual([name for name in wanted if frappe._(name) not in labels], [], kind)
				self.assertEqual(
					[item.custom_block_name for item in shown["custom_blocks"]["items"]],
					self.blocks_of(blocks),
				)

	@staticmethod
	def blocks_of(blocks: list[dict]) -> list[str]:
		return [block["data"]["custom_block_name"] for block in blocks if block["type"] == "custom_block"]

	def test_a_stock_page_without_roles_is_closed_again(self) -> None:
		frappe.db.delete("Has Role", {"parenttype": "Workspace", "parent": "Build"})
		navbar.keep_stock_pages_to_managers()
		navbar.keep_stock_pages_to_managers()
		rows = frappe.get_all("Has Role", {"parenttype": "Workspace", "parent": "Build"}, pluck="role")
		self.assertEqual(rows, ["System Manager"])

	def test_menus_are_tidied_once_only(self) -> None:
		item = frappe.get_single("Navbar Settings").settings_dropdown[0]
		frappe.db.set_value(item.doctype, item.name, "hidden", 0)
		navbar.apply()
		self.assertEqual(frappe.db.get_value(item.doctype, item.name, "hidden"), 0)


class TestNumbers(HuleiTestCase):
	"""Two villages; the cadre of the first must count nothing of the second."""

	def setUp(self) -> None:
		super().setUp()
		self.village, self.next_village = factories.make_area().name, factories.make_area().name
		self.cadre = factories.make_officer(area=self.village)
		self.child = factories.make_minor(self.village, factors=["smoking"])
		self.strangers = [factories.make_minor(self.next_village, factors=["smoking"]) for _ in range(3)]
		for minor in (self.child, *self.strangers):
			factories.make_visit(minor.name)  # before there is anything that it would settle
			make_obligation(minor)

	def asked(self, method, user: str | None = None):
		with self.user(user or self.cadre.user):
			return method()

	def values(self, method) -> list:
		return self.asked(method)["datasets"][0]["values"]

	def test_stored_cards_count_within_the_area(self) -> None:
		expected = {"Overdue Duties": 1, "Red Minors": 1, "Minors in the Ledger": 1, "Visits This Month": 1}
		for name, number in expected.items():
			card = frappe.get_doc("Number Card", name)
			with self.subTest(name), self.user(self.cadre.user):
				self.assertEqual(get_result(card.as_json(), card.filters_json), number)

	def test_computed_cards_count_within_the_area(self) -> None:
		self.assertEqual(self.asked(desk_numbers.minors_without_helper)["value"], 1)
		self.assertEqual(self.asked(desk_numbers.villages_canvassed), "0 / 1")
		self.assertEqual(self.asked(desk_numbers.duty_coverage), "0 %")
		factories.make_pairing(self.child.name, self.cadre.name)
		self.assertEqual(self.asked(desk_numbers.minors_without_helper)["value"], 0)

	def test_charts_count_within_the_area(self) -> None:
		self.assertEqual(self.values(desk_numbers.grade_mix), [1, 0, 0])
		self.assertEqual(sum(self.values(desk_numbers.visits_per_week)), 1)
		self.assertEqual(self.values(desk_numbers.overdue_by_village), [1])
		self.assertEqual(self.values(desk_numbers.coverage_by_village), [0])
		self.assertEqual(self.values(desk_numbers.coverage_by_month), [0])

	def test_charts_of_two_users_in_turn(self) -> None:
		"""Nothing of the first user's chart may be left for the second."""
		neighbour = factories.make_officer(area=self.next_village)
		for user, number in ((neighbour.user, 3), (self.cadre.user, 1), (neighbour.user, 3)):
			chart = self.asked(desk_numbers.overdue_by_village, user)
			self.assertEqual(chart["datasets"][0]["values"], [number])

	def test_charts_of_a_doctype_of_two_users_in_turn(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Dashboard Chart",
				"chart_name": "Test Minors by Grade",
				"chart_type": "Group By",
				"document_type": "Minor",
				"group_by_type": "Count",
				"group_by_based_on": "grade",
				"type": "Bar",
				"filters_json": "[]",
				"is_public": 1,
			}
		).insert()
		neighbour = factories.make_officer(area=self.next_village)
		for user, number in ((neighbour.user, 3), (self.cadre.user, 1)):
			with self.user(user):
				chart = desk_charts.get(chart_name="Test Minors by Grade")
			self.assertEqual(chart["datasets"][0]["values"], [number])

	def test_heatmaps_of_limited_records_are_refused(self) -> None:
		frappe.get_doc(
			{
				"doctype": "Dashboard Chart",
				"chart_name": "Test Minors by Day",
				"chart_type": "Count",
				"document_type": "Minor",
				"based_on": "birth_date",
				"type": "Heatmap",
				"heatmap_year": "2024",
				"timeseries": 1,
				"filters_json": "[]",
				"is_public": 1,
			}
		).insert()
		with self.user(self.cadre.user), self.assert_refused():
			desk_charts.get(chart_name="Test Minors by Day")

	def test_no_right_no_number(self) -> None:
		police = factories.make_officer("police_officer", self.village).user
		for method in (
			desk_numbers.minors_without_helper,
			desk_numbers.leaders_without_household,
			desk_numbers.villages_canvassed,
			desk_numbers.grade_mix,
			desk_numbers.visits_per_week,
		):
			for user in (police, "Guest"):
				with (
					self.subTest(method.__name__, user=user),
					self.user(user),
					self.assert_refused(*NO_RIGHT),
				):
					method()

	def test_every_custom_card_and_chart_source_names_a_method(self) -> None:
		methods = frappe.get_all("Number Card", {"type": "Custom", "is_standard": 1}, pluck="method")
		self.assertTrue(methods)
		for method in methods:
			self.assertIn(frappe.get_attr(method), frappe.whitelisted)


class TestTodayWork(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.village, self.next_village = factories.make_area().name, factories.make_area().name
		self.cadre = factories.make_officer(area=self.village)
		self.child = factories.make_minor(self.village, factors=["smoking"], minor_name="测试小雨")

	def work(self, user: str | None = None, mine: bool = False) -> dict:
		with self.user(user or self.cadre.user):
			return today_work.today_work(mine=mine)

	def test_own_area_only_soonest_first(self) -> None:
		other = factories.make_minor(self.village)
		make_obligation(other, due_in=3)
		make_obligation(self.child, due_in=-2)
		make_obligation(factories.make_minor(self.next_village), due_in=-9)
		rows = self.work()["rows"]
		self.assertEqual([row["open"] for row in rows], [("Minor", self.child.name), ("Minor", other.name)])
		self.assertEqual(
			(rows[0]["subject"], rows[0]["grade"], rows[0]["days_left"]), ("测试小雨", "Red", -2)
		)

	def test_counts(self) -> None:
		for due_in in (-2, 0, 3, 20):
			status = "Overdue" if due_in < 0 else "Open"
			make_obligation(
				self.child, due_in=due_in, status=status, due_at=f"{add_days(today(), due_in)} 23:59:00"
			)
		counts = {"overdue": 1, "today": 1, "week": 1, "missed": 0, "returned": 0}
		self.assertEqual(self.work()["counts"], counts)

	def test_what_nothing_done_today_settles_comes_last(self) -> None:
		"""A month that is over took its visits with it; the day's work would drown under what cannot be mended."""
		over, other = add_days(today(), -30), factories.make_minor(self.village)
		make_obligation(self.child, due_in=-30, period_end=over)
		make_obligation(self.child, due_in=-31, period_end=over)
		make_obligation(other, due_in=3)
		work = self.work()
		self.assertEqual((work["counts"]["overdue"], work["counts"]["missed"]), (0, 2))
		self.assertEqual([row["days_left"] for row in work["rows"]], [3, -30, -31])
		self.assertEqual([row["missed"] for row in work["rows"]], [False, True, True])

	def test_what_a_record_of_today_still_settles_is_not_missed(self) -> None:
		duty = frappe.db.get_value("Duty", {"frequency": "Within Days Of Event"})
		make_obligation(self.child, due_in=-30, period_end=add_days(today(), -30), duty=duty)
		self.assertEqual(self.work()["counts"]["overdue"], 1)

	def test_mine(self) -> None:
		make_obligation(self.child, officer=self.cadre.name)
		make_obligation(factories.make_minor(self.village))
		self.assertEqual(len(self.work(mine=True)["rows"]), 1)
		self.assertEqual(len(self.work(mine=False)["rows"]), 2)

	def test_the_way_to_do_it_is_offered_to_who_may(self) -> None:
		make_obligation(self.child)
		self.assertEqual(
			self.work()["rows"][0]["make"], {"doctype": "Visit", "values": {"minor": self.child.name}}
		)
		member = factories.make_officer("leading_group_member", self.village).user
		self.assertIsNone(self.work(member)["rows"][0]["make"])

	def test_a_change_of_grade_bears_the_childs_name(self) -> None:
		change = frappe.db.get_value("Grade Change", {"minor": self.child.name})
		make_obligation(self.child, subject_doctype="Grade Change", subject_name=change)
		row = self.work()["rows"][0]
		self.assertEqual((row["subject"], row["open"]), ("测试小雨", ("Grade Change", change)))

	def test_an_agency_sees_its_own_and_no_childs_name(self) -> None:
		agency = factories.make_agency("civil_affairs", self.village)
		user = factories.make_officer("agency_officer", self.village, agency.name).user
		make_obligation(self.child, agency=agency.name)
		make_obligation(factories.make_minor(self.village))
		rows = self.work(user)["rows"]
		self.assertEqual(
			[row["subject"] for row in rows], [f"Minor {self.child.name} · {agency.agency_name}"]
		)
		self.assertEqual(rows[0]["open"][0], "Obligation")
		self.assertEqual(rows[0]["grade"], "")

	def test_follow_ups_belong_to_the_day(self) -> None:
		visit = factories.make_visit(
			self.child.name,
			self.cadre.name,
			needs=[
				{
					"need_type": factories.first_of("Need Type"),
					"description": "助学金",
					"due_on": add_days(today(), 2),
				}
			],
		)
		rows = self.work(mine=True)["rows"]
		follow_up = frappe.db.get_value("Follow Up", {"visit": visit.name})
		self.assertEqual([row["open"] for row in rows], [("Follow Up", follow_up)])

	def test_nobody_without_a_post(self) -> None:
		make_obligation(self.child)
		self.assertEqual(self.work("Guest")["rows"], [])
