"""Month end: frozen reports, their corrections, who may touch them, and what leaves the system."""

from datetime import datetime
from io import BytesIO
from unittest.mock import patch

import frappe
import openpyxl
from frappe.desk.query_report import run as run_report
from frappe.model.workflow import apply_workflow, get_transitions

from lijian_hulei.api import desk
from lijian_hulei.compliance.doctype.compliance_report.compliance_report import FiguresAreFixed, MonthNotOver
from lijian_hulei.compliance.report.duty_coverage_by_village import duty_coverage_by_village
from lijian_hulei.compliance.report.monthly_league_table import monthly_league_table
from lijian_hulei.compliance.report.overdue_duties_by_owner import overdue_duties_by_owner
from lijian_hulei.compliance.rules.score import Count, Line
from lijian_hulei.compliance.services import draft_bulletin, freeze_month, open_period, run_month, settle
from lijian_hulei.compliance.services.figures import Unit
from lijian_hulei.compliance.services.freezing import places_of
from lijian_hulei.compliance.services.running import UnknownMonth, month_from_label
from lijian_hulei.compliance.test_compliance import APRIL, NOW, ComplianceTestCase, make_duty
from lijian_hulei.testing import factories as make

MAY = datetime(2026, 5, 1, 6)


class MonthEndTestCase(ComplianceTestCase):
	"""April with two villages: one visited its red child, the other did not visit its own."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.township = make.make_township()
		cls.office = make.make_agency("governance_office", cls.township)
		cls.governance = make.make_officer("governance_officer", cls.township, cls.office.name)
		cls.chair = make.make_officer("leading_group_member", cls.township, cls.office.name)
		cls.other_village = make.make_area().name
		cls.other_cadre = make.make_officer("village_cadre", cls.other_village)

	def setUp(self) -> None:
		super().setUp()
		frappe.db.delete("Compliance Period")
		make_duty()
		make_duty(
			"T_bulletin",
			responsible="Agency Of Type",
			agency_type="governance_office",
			subject_doctype="Area",
			subject_filters='[["level", "=", "Township"]]',
			subject_area_field="name",
			subject_date_field="",
			count_by_grade=0,
			required_count=1,
			grace_days=3,
			evidence_doctype="Compliance Report",
			evidence_link_field="area",
			evidence_date_field="issued_on",
			evidence_period_field="period_start",
			evidence_filters='[["docstatus", "=", 1], ["unit_kind", "=", "Township"]]',
		)
		with self.at(datetime(2026, 4, 1, 8)):
			self.unvisited = make.make_minor(self.other_village, ["smoking"])
			open_period(APRIL)
		with self.at(NOW):
			self.visit("2026-04-02")
			self.visit("2026-04-09")

	def freeze(self) -> None:
		with self.at(MAY):
			run_month(APRIL)

	def report_of(self, unit: str, kind: str = "Village"):
		name = frappe.db.get_value(
			"Compliance Report",
			{"unit_kind": kind, "area": unit, "period_start": APRIL.start, "docstatus": ["<", 2]},
		)
		return frappe.get_doc("Compliance Report", name)


class TestFreezing(MonthEndTestCase):
	def test_every_unit_gets_its_report_and_the_month_is_closed(self):
		self.freeze()
		good, bad = self.report_of(self.village), self.report_of(self.other_village)
		self.assertEqual(
			(good.docstatus, good.rate, good.score, good.grade_red, good.visits), (1, 100, 100, 1, 2)
		)
		self.assertEqual((bad.docstatus, bad.rate, bad.overdue, bad.required, bad.done), (1, 0, 1, 2, 0))
		whole = self.report_of(self.township, "Township")
		ranked = {row.area: row.rank for row in whole.units if row.area in (self.village, self.other_village)}
		self.assertEqual(whole.docstatus, 0)
		self.assertEqual((whole.obligations, whole.met, whole.overdue), (2, 1, 1))
		self.assertEqual(ranked, {self.village: 1, self.other_village: 2})
		self.assertEqual(frappe.db.get_value("Compliance Period", "2026-04", "status"), "Closed")

	def test_villages_and_agencies_have_tables_of_their_own(self):
		def unit(kind: str, name: str, met: int) -> Unit:
			return Unit(
				kind, name, name, "", [Line("duty", Count(met=met, overdue=4 - met, required=4, done=met), 1)]
			)

		ranked = [
			unit("Village", "v1", 3),
			unit("Village", "v2", 2),
			unit("Agency", "a1", 4),
			unit("Agency", "a2", 1),
		]
		places = {other.name: place for other, place in places_of(ranked)}
		self.assertEqual(places, {"v1": 1, "v2": 2, "a1": 1, "a2": 2})

	def test_no_child_is_named_in_a_report(self):
		self.freeze()
		for unit, kind in ((self.village, "Village"), (self.township, "Township")):
			text = frappe.as_json(self.report_of(unit, kind).as_dict())
			for minor in (self.minor, self.unvisited):
				self.assertNotIn(minor.minor_name, text)
				self.assertNotIn(minor.name, text)

	def test_freezing_again_changes_nothing(self):
		self.freeze()
		before = frappe.get_all("Compliance Report", fields=["*"], order_by="name")
		with self.at(datetime(2026, 5, 9, 6)):
			self.assertEqual(freeze_month(APRIL), [])
			run_month(APRIL)
		self.assertEqual(frappe.get_all("Compliance Report", fields=["*"], order_by="name"), before)

	def test_who_comes_after_a_closed_month_owes_nothing_for_it(self):
		self.freeze()
		with self.at(datetime(2026, 5, 4, 9)):
			child = make.make_minor(self.village, ["smoking"], birth_date="2015-01-01")
			frappe.db.set_value("Minor", child.name, "graded_at", "2026-04-01")
			run_month(APRIL)
		self.assertFalse(
			frappe.db.exists("Obligation", {"subject_name": child.name, "period_start": APRIL.start})
		)

	def test_evidence_entered_late_changes_the_obligation_and_not_the_report(self):
		self.freeze()
		before = self.report_of(self.other_village).as_dict()
		draft = self.report_of(self.township, "Township").as_dict()
		with self.at(datetime(2026, 5, 4, 9)):
			self.visit("2026-04-20", self.unvisited.name)
			self.visit("2026-04-28", self.unvisited.name)
			settle()
			run_month(APRIL)
		self.assertEqual(self.obligation(subject=self.unvisited.name).status, "Met")
		self.assertEqual(self.report_of(self.other_village).as_dict(), before)
		self.assertEqual(self.report_of(self.township, "Township").as_dict(), draft)

	def test_a_correction_is_a_new_version_with_new_figures(self):
		self.freeze()
		with self.at(datetime(2026, 5, 4, 9)):
			self.visit("2026-04-20", self.unvisited.name)
			self.visit("2026-04-28", self.unvisited.name)
		with self.at(datetime(2026, 5, 5, 9)), self.user(self.governance.user):
			old = self.report_of(self.other_village)
			old.cancel()
			corrected = frappe.copy_doc(old)
			corrected.update({"docstatus": 0, "amended_from": old.name, "overdue": 99})
			corrected.insert()
			corrected.submit()
		self.assertEqual((corrected.version, corrected.overdue, corrected.rate), (2, 0, 100))
		self.assertEqual(corrected.issued_on, old.issued_on)
		self.assertEqual(frappe.db.get_value("Compliance Report", old.name, "overdue"), 1)

	def test_the_bulletin_is_drafted_early_and_figured_anew_at_month_end(self):
		with self.at(datetime(2026, 4, 30, 19)):
			run_month(APRIL)
			early = self.report_of(self.township, "Township")
			self.assertEqual((early.docstatus, early.overdue, early.met), (0, 0, 1))
			self.assertFalse(frappe.db.exists("Compliance Report", {"unit_kind": "Village"}))
		self.freeze()
		final = self.report_of(self.township, "Township")
		self.assertEqual((final.name, final.overdue), (early.name, 1))

	def test_r49_issuing_the_bulletin_meets_its_duty_for_the_month_it_is_about(self):
		self.freeze()
		with self.at(datetime(2026, 5, 3, 9)), self.user(self.governance.user):
			bulletin = self.report_of(self.township, "Township")
			bulletin.problems = "对未走访户逐户补访"
			bulletin.save()
			apply_workflow(bulletin, "Send For Approval")
			sent = self.report_of(self.township, "Township")
			self.assertNotIn("Sign and Issue", [row.action for row in get_transitions(sent)])
		with self.at(datetime(2026, 5, 3, 10)), self.user(self.chair.user):
			bulletin = apply_workflow(self.report_of(self.township, "Township"), "Sign and Issue")
		done = self.obligation("T_bulletin", self.township)
		self.assertEqual((done.status, done.last_evidence), ("Met", bulletin.name))
		self.assertEqual(done.agency, self.office.name)


class TestFixedFigures(MonthEndTestCase):
	def test_figures_cannot_be_written_by_hand(self):
		self.freeze()
		bulletin = self.report_of(self.township, "Township")
		with self.at(datetime(2026, 5, 2, 9)), self.user(self.governance.user):
			for change in ({"overdue": 0}, {"narrative": "一切正常"}, {"score": 100}, {"area": self.village}):
				bulletin.reload()
				bulletin.update(change)
				with self.assert_refused(FiguresAreFixed, frappe.PermissionError):
					bulletin.save()
			bulletin.reload()
			bulletin.units[0].score = 1
			with self.assert_refused(FiguresAreFixed):
				bulletin.save()

	def test_a_report_cannot_be_made_by_hand(self):
		with self.at(MAY), self.user(self.governance.user), self.assert_refused(FiguresAreFixed):
			frappe.get_doc(
				{
					"doctype": "Compliance Report",
					"unit_kind": "Township",
					"area": self.township,
					"period_start": "2026-04-01",
					"period_end": "2026-04-30",
				}
			).insert()

	def test_a_frozen_report_refuses_every_change(self):
		self.freeze()
		report = self.report_of(self.village)
		with self.at(MAY), self.user(self.governance.user):
			report.overdue = 0
			report.met = 5
			with self.assert_refused(frappe.UpdateAfterSubmitError):
				report.save()

	def test_a_bulletin_is_not_issued_before_its_month_is_over(self):
		with self.at(datetime(2026, 4, 30, 19)):
			draft_bulletin(APRIL)
			with self.user(self.governance.user), self.assert_refused(MonthNotOver):
				self.report_of(self.township, "Township").submit()


class TestWhoMay(MonthEndTestCase):
	def test_a_village_sees_its_own_report_and_obligations_only(self):
		self.freeze()
		own, other = self.report_of(self.other_village), self.report_of(self.village)
		user = self.other_cadre.user
		seen = self.names_seen_by(user, "Compliance Report")
		self.assertIn(own.name, seen)
		self.assertNotIn(other.name, seen)
		self.assert_permitted(own, user)
		self.assert_not_permitted(other, user)
		self.assertEqual(
			{self.obligation(subject=self.unvisited.name).name}, set(self.names_seen_by(user, "Obligation"))
		)
		self.assert_not_permitted(own, user, "submit")

	def test_obligations_are_nobodys_to_write(self):
		obligation = self.obligation()
		for user in (self.governance.user, frappe.db.get_value("Officer", self.helper, "user")):
			for ptype in ("write", "create", "delete"):
				self.assert_not_permitted(obligation, user, ptype)

	def test_the_police_see_no_obligations_of_children(self):
		station = make.make_agency("police_station", self.township)
		police = make.make_officer("police_officer", self.township, station.name)
		self.assertEqual(self.names_seen_by(police.user, "Obligation"), [])

	def test_only_the_offices_run_a_month(self):
		with patch("lijian_hulei.compliance.services.running.frappe.enqueue") as enqueue:
			with self.at(MAY), self.user(self.governance.user):
				self.assertEqual(desk.run_month("2026-04"), {"month": "2026-04"})
				for wrong in ("2026-13", "2026-4", "april", "2027-01", "2026-04' or 1=1"):
					with self.assert_refused(UnknownMonth):
						desk.run_month(wrong)
			with self.user(self.other_cadre.user), self.assert_refused():
				desk.run_month("2026-04")
		self.assertEqual(enqueue.call_count, 1)
		self.assertTrue(enqueue.call_args.kwargs["deduplicate"])

	def test_endpoints_that_act_are_post_only(self):
		for method in (desk.run_month, desk.export_report):
			self.assertEqual(frappe.allowed_http_methods_for_whitelisted_func[method], ["POST"])

	def test_next_duties_of_a_child_are_for_those_who_may_open_it(self):
		user = frappe.db.get_value("Officer", self.helper, "user")
		with self.at(NOW):
			open_period(APRIL.next())
			with self.user(user):
				self.assertEqual(
					[row["status"] for row in desk.next_duties("Minor", self.minor.name)], ["Open"]
				)
			with self.user(self.other_cadre.user), self.assert_refused():
				desk.next_duties("Minor", self.minor.name)
			with self.user(user), self.assert_refused():
				desk.next_duties("User", "Administrator")

	def test_my_day_counts_the_callers_own(self):
		with self.at(datetime(2026, 4, 30, 8)):
			direct = make.make_officer("village_secretary", self.other_village)
			make.make_responsibility(direct.name, "Direct", self.other_village, from_date="2026-01-01")
			open_period(APRIL)
			with self.user(direct.user):
				day = desk.my_day()
		self.assertEqual((day["officer"], day["due_today"], day["overdue"]), (direct.name, 1, 0))
		with self.user("Guest"):
			self.assertIsNone(desk.my_day()["officer"])


class TestWhatLeaves(MonthEndTestCase):
	def test_the_workbook_is_logged_marked_and_holds_the_figures(self):
		self.freeze()
		report = self.report_of(self.township, "Township")
		with self.at(MAY), self.user(self.governance.user):
			desk.export_report(report.name, "提交联席会议")
			content = frappe.response.filecontent
		book = openpyxl.load_workbook(BytesIO(content))
		self.assertEqual(len(book.sheetnames), 3)
		cells = [str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None]
		self.assertIn("测试职责", cells)
		self.assertTrue(any(self.governance.officer_name in cell for cell in cells))
		log = frappe.get_last_doc("Export Log")
		self.assertEqual(
			(log.reference_doctype, log.reason, log.kind), ("Compliance Report", "提交联席会议", "Export")
		)

	def test_no_workbook_without_a_reason_or_for_others(self):
		self.freeze()
		report = self.report_of(self.other_village)
		with self.user(self.governance.user), self.assert_refused(desk.ReasonMissing):
			desk.export_report(report.name, " ")
		with self.user(self.other_cadre.user), self.assert_refused():
			desk.export_report(report.name, "想要看看")

	def test_the_bulletin_prints_and_the_print_is_logged(self):
		self.freeze()
		report = self.report_of(self.township, "Township")
		before = frappe.db.count("Export Log")
		with self.at(MAY), self.user(self.governance.user):
			frappe.local.lang = "zh"
			frappe.db.set_single_value("Print Settings", "allow_print_for_draft", 1)
			html = frappe.get_print("Compliance Report", report.name, "Month-end Bulletin")
		self.assertIn("工作通报", html)
		self.assertIn("测试职责", html)
		self.assertEqual(frappe.db.count("Export Log"), before + 1)

	def test_reports_show_only_what_the_limits_allow(self):
		self.freeze()
		foreign = (self.village, self.report_of(self.village).name, self.helper)
		for report in (duty_coverage_by_village, monthly_league_table, overdue_duties_by_owner):
			with self.at(MAY), self.user(self.other_cadre.user):
				text = frappe.as_json(report.execute({})[1])
			for name in foreign:
				self.assertNotIn(name, text, report.__name__)
		with self.at(MAY), self.user(self.other_cadre.user):
			places = [row["rank"] for row in monthly_league_table.execute({"month": "2026-04"})[1]]
		self.assertEqual(places, [2])
		with self.at(MAY), self.user(frappe.db.get_value("Officer", self.helper, "user")):
			self.assertEqual(overdue_duties_by_owner.execute({})[1], [])
		with self.at(MAY), self.user(self.governance.user):
			villages = {row["village"] for row in duty_coverage_by_village.execute({"month": "2026-04"})[1]}
		self.assertEqual(villages, {self.village, self.other_village})

	def test_reports_run_from_the_desk(self):
		self.freeze()
		for name in ("Duty Coverage by Village", "Monthly League Table", "Overdue Duties by Owner"):
			with self.at(MAY), self.user(self.governance.user):
				self.assertTrue(run_report(name, filters={}, ignore_prepared_report=True)["result"], name)

	def test_month_labels(self):
		self.assertEqual(month_from_label("2026-04"), APRIL)
