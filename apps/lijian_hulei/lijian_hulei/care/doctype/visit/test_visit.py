from io import BytesIO
from pathlib import Path

import frappe
from frappe.utils import add_days, today
from PIL import Image

from lijian_hulei.access.guards import NotYours
from lijian_hulei.care.doctype.visit.visit import (
	IncompleteVisit,
	InvalidPosition,
	InvalidVisitDate,
	PlaceDisagrees,
	VisitorNotActive,
)
from lijian_hulei.records.photos import InvalidPhoto
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


def upload(content: bytes, name: str, **overrides) -> str:
	file = frappe.get_doc(
		{"doctype": "File", "file_name": name, "is_private": 1, "content": content, **overrides}
	)
	return file.insert(ignore_permissions=True).file_url


def picture(size: tuple[int, int] = (3000, 2000), picture_format: str = "JPEG") -> bytes:
	"""A photo as a phone takes it, with a position in its EXIF block."""
	image = Image.new("RGB", size, (frappe.utils.cint(make.number()) % 255, 90, 90))
	exif = Image.Exif()
	exif[0x010F] = "PhoneMaker"
	exif[0x8825] = {1: "N", 2: (28.0, 27.0, 1.0), 3: "E", 4: (110.0, 23.0, 1.0)}
	buffer = BytesIO()
	image.save(buffer, format=picture_format, **({"exif": exif} if picture_format == "JPEG" else {}))
	return buffer.getvalue()


class VisitTestCase(HuleiTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.village = make.make_area().name
		cls.cadre = make.make_officer("village_cadre", cls.village)
		cls.minor = make.make_minor(cls.village, ["left_behind"])

	def visit(self, submit: bool = False, **overrides):
		return make.make_visit(self.minor.name, self.cadre.name, submit=submit, **overrides)


class TestVisit(VisitTestCase):
	def test_place_is_fetched_and_a_false_one_refused(self):
		visit = self.visit(household=None, area=None)
		self.assertEqual((visit.household, visit.area), (self.minor.household, self.village))
		for wrong in ({"area": make.make_area().name}, {"household": make.make_household().name}):
			with self.assert_refused(PlaceDisagrees):
				self.visit(**wrong)

	def test_dates(self):
		for day in (add_days(today(), 1), add_days(self.minor.birth_date, -1)):
			with self.assert_refused(InvalidVisitDate):
				self.visit(visit_date=day)
		self.assertEqual(self.visit(visit_date=add_days(today(), -3)).entered_days_later, 3)
		self.assertEqual(self.visit().entered_days_later, 0)

	def test_visitors_hold_a_post_on_the_day(self):
		leaver = make.make_officer("village_cadre", self.village)
		frappe.db.set_value("Officer", leaver.name, {"left_on": add_days(today(), -5), "status": "Left"})
		visit = make.make_visit(self.minor.name, leaver.name, submit=False, visit_date=add_days(today(), -6))
		self.assertEqual(visit.docstatus, 0)
		with self.assert_refused(VisitorNotActive):
			make.make_visit(self.minor.name, leaver.name, submit=False)
		with self.assert_refused(VisitorNotActive):
			self.visit(companions=[{"officer": leaver.name}])

	def test_the_main_visitor_is_the_one_who_enters(self):
		with self.user(self.cadre.user):
			visit = frappe.get_doc(
				{"doctype": "Visit", "minor": self.minor.name, "visit_date": today()}
			).insert()
		self.assertEqual(visit.main_visitor, self.cadre.name)
		self.assertEqual(visit.named_visitor, 1)

	def test_in_person_needs_somebody_met_and_a_photo(self):
		for lacking in ({"met_minor": 0, "met_guardian": 0}, {"photos": []}):
			visit = self.visit(**lacking)
			with self.assert_refused(IncompleteVisit):
				visit.submit()
		self.visit(mode="Telephone", photos=[], met_minor=0, met_guardian=0, submit=True)

	def test_position_is_on_earth(self):
		with self.assert_refused(InvalidPosition):
			self.visit(latitude=91)

	def test_submit_and_cancel_move_the_last_visit(self):
		self.visit(submit=True, visit_date=add_days(today(), -4))
		latest = self.visit(submit=True, visit_date=add_days(today(), -1))
		self.assertEqual(
			str(frappe.db.get_value("Minor", self.minor.name, "last_visit_on")), add_days(today(), -1)
		)
		latest.cancel()
		self.assertEqual(
			str(frappe.db.get_value("Minor", self.minor.name, "last_visit_on")), add_days(today(), -4)
		)

	def test_needs_become_follow_ups_and_go_with_a_cancelled_visit(self):
		agency = make.make_agency("health_office", self.village).name
		need = make.first_of("Need Type")
		visit = self.visit(
			submit=True,
			needs=[{"need_type": need, "agency": agency, "description": "心理辅导"}, {"need_type": need}],
		)
		rows = frappe.get_all(
			"Follow Up",
			{"visit": visit.name},
			["name", "agency", "officer", "area", "due_on"],
			order_by="name",
		)
		self.assertEqual([row.agency for row in rows], [agency, None])
		self.assertEqual([row.officer for row in rows], [None, self.cadre.name])
		self.assertTrue(all(row.area == self.village for row in rows))
		frappe.get_doc("Follow Up", rows[0].name).update({"status": "Done", "outcome": "已辅导"}).save()
		visit.cancel()
		states = frappe.get_all("Follow Up", {"visit": visit.name}, pluck="status", order_by="name")
		self.assertEqual(states, ["Done", "Cancelled"])


class TestPhotos(VisitTestCase):
	def stored(self, visit) -> tuple:
		file = frappe.get_doc("File", {"file_url": visit.photos[0].photo})
		return file, Image.open(Path(file.get_full_path()))

	def test_photos_are_private_small_and_without_position(self):
		original = upload(picture(), f"img{make.number()}.jpg")
		visit = self.visit(photos=[{"photo": original}])
		file, image = self.stored(visit)
		self.assertEqual(
			(file.is_private, file.attached_to_doctype, file.attached_to_name), (1, "Visit", visit.name)
		)
		self.assertEqual(max(image.size), 1600)
		self.assertEqual(len(image.getexif()), 0)
		self.assertNotIn(b"PhoneMaker", Path(file.get_full_path()).read_bytes())
		self.assertFalse(frappe.db.exists("File", {"file_url": original}))

	def test_saving_again_keeps_the_picture(self):
		visit = self.visit()
		before = visit.photos[0].photo
		visit.summary = "补充"
		visit.save()
		self.assertEqual(visit.photos[0].photo, before)

	def test_what_is_no_picture_is_refused(self):
		bomb = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
		for content, name in (
			(b"%PDF-1.4 not a picture", "a.png"),
			(bomb, "b.png"),
			(picture((20, 20), "TIFF"), "c.png"),
		):
			url = upload(content, f"{make.number()}{name}")
			with self.subTest(name=name), self.assert_refused(InvalidPhoto):
				self.visit(photos=[{"photo": url}])

	def test_somebody_elses_picture_and_addresses_elsewhere_are_refused(self):
		other = make.make_visit(submit=False)
		for url in (other.photos[0].photo, "https://evil.example/x.jpg", "/private/files/none.jpg"):
			with (
				self.user(self.cadre.user),
				self.subTest(url=url),
				self.assert_refused(InvalidPhoto, frappe.PermissionError),
			):
				frappe.get_doc(
					{
						"doctype": "Visit",
						"minor": self.minor.name,
						"visit_date": today(),
						"photos": [{"photo": url}],
					}
				).insert()

	def test_an_amendment_keeps_the_pictures_of_both(self):
		visit = self.visit(submit=True)
		visit.cancel()
		amended = frappe.copy_doc(visit)
		amended.update({"docstatus": 0, "amended_from": visit.name})
		amended.insert()
		for document in (visit, amended):
			self.assertTrue(frappe.db.exists("File", {"file_url": document.photos[0].photo}))


class TestWhoMay(VisitTestCase):
	def test_who_reads_and_writes_a_visit(self):
		visit = self.visit()
		neighbour = make.make_officer("village_cadre", make.make_area().name)
		school = make.make_agency("school", self.village)
		teacher = make.make_officer("school_staff", self.village, school.name)
		police = make.make_officer(
			"police_officer", self.village, make.make_agency("police_station", self.village).name
		)
		self.assert_permitted(visit, self.cadre.user, "submit")
		self.assert_not_permitted(visit, self.cadre.user, "cancel")
		for stranger in (neighbour, teacher, police):
			self.assert_not_permitted(visit, stranger.user)
			self.assertEqual(self.names_seen_by(stranger.user, "Visit"), [])
		self.assertIn(visit.name, self.names_seen_by(self.cadre.user, "Visit"))

	def test_a_child_of_a_further_area_takes_its_own_place_and_not_the_cadres(self):
		grid = make.make_area("Grid", self.village).name
		child = make.make_minor(grid)
		with self.user(self.cadre.user):
			visit = frappe.get_doc({"doctype": "Visit", "minor": child.name, "visit_date": today()}).insert()
		self.assertEqual(visit.area, grid)

	def test_a_cadre_cannot_enter_a_visit_to_another_villages_child(self):
		stranger = make.make_minor()
		with (
			self.user(self.cadre.user),
			self.assert_refused(NotYours),
		):
			frappe.get_doc({"doctype": "Visit", "minor": stranger.name, "visit_date": today()}).insert()

	def test_leaders_read_the_findings_and_may_not_change_them(self):
		visit = self.visit()
		group = make.make_officer("leading_group_member", make.make_township())
		self.assert_permitted(visit, group.user)
		self.assert_not_permitted(visit, group.user, "write")
