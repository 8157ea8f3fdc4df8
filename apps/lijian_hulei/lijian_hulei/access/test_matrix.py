"""Every role against every DocType through every way in: what the table (matrix.csv) does not give is refused.

The records are written straight into the tables: what is tried here is who reaches them, not what is in them.
"""

import frappe
from frappe.desk.form.load import getdoc
from frappe.desk.listview import get_group_by_count
from frappe.desk.search import search_widget
from frappe.permissions import can_export
from frappe.www.printview import validate_print_permission

from lijian_hulei.access import matrix, matrix_page, prints
from lijian_hulei.access.registry import OPEN, REGISTRY, TOWNSHIP, UNSCOPED
from lijian_hulei.access.roles import ADD_ON_ROLES, AUXILIARY_POLICE, ROLES
from lijian_hulei.api.stock_endpoints import get_count, get_link_title
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase

WRITING = ("write", "create", "delete", "submit", "cancel", "amend")
PLAIN_POST = "matrix_plain"
# An add-on stands on top of a post; this one sees least.
POST_UNDER_ADD_ON = AUXILIARY_POLICE
# Which of these a post sees is narrowed by its User Permissions as well.
NARROWED = ("Area", "Agency")


class TestTable(HuleiTestCase):
	def test_the_files_say_what_the_table_says(self):
		self.assertEqual(matrix.differing(), [])

	def test_the_page_says_what_the_table_says(self):
		page = matrix.APP.parents[2] / "docs" / "access.md"
		if page.exists():  # the app may be installed without the repository around it
			self.assertEqual(page.read_text(encoding="utf-8"), matrix_page.page())

	def test_the_site_says_what_the_table_says(self):
		grants = matrix.load()
		for doctype in matrix.doctype_files():
			stated = {
				(row.role, row.permlevel, frozenset(right for right in matrix.RIGHTS if row.get(right)))
				for row in frappe.get_meta(doctype).permissions
			}
			listed = {(grant.role, grant.level, grant.rights) for grant in grants.get(doctype, [])}
			with self.subTest(doctype):
				self.assertEqual(stated, listed)

	def test_only_roles_of_ours_and_every_doctype_has_its_place(self):
		known = {*ROLES, "System Manager"}
		for doctype, grants in matrix.load().items():
			with self.subTest(doctype):
				self.assertLessEqual({grant.role for grant in grants}, known)
				self.assertTrue(doctype in REGISTRY or doctype in UNSCOPED)

	def test_nobody_deletes_records_of_the_work(self):
		deleting = {
			(grant.doctype, grant.role)
			for grants in matrix.load().values()
			for grant in grants
			if "delete" in grant.rights and grant.role != "System Manager"
		}
		self.assertEqual(deleting, set())


class TestEveryWayIn(HuleiTestCase):
	"""One own and one foreign record of each DocType; for each role an officer with an area and one with an agency."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.grants = matrix.load()
		cls.village = make.make_area().name
		cls.agency = make.make_agency("village_committee", cls.village).name
		township = make.make_area("Township").name
		cls.foreign_village = make.make_area("Village", township).name
		cls.foreign_agency = make.make_agency("village_committee", cls.foreign_village).name
		cls.doctypes = [
			doctype for doctype in matrix.doctype_files() if not frappe.get_meta(doctype).issingle
		]
		cls.own = {doctype: cls.put(doctype, cls.village, cls.agency) for doctype in cls.doctypes}
		cls.foreign = {
			doctype: cls.put(doctype, cls.foreign_village, cls.foreign_agency) for doctype in cls.doctypes
		}

	@classmethod
	def put(cls, doctype: str, area: str, agency: str) -> str:
		"""A bare row that belongs to area and agency as far as its DocType can say so."""
		rule, name = REGISTRY.get(doctype), f"MX-{make.number():06d}-{frappe.generate_hash(length=6)}"
		values = {"doctype": doctype, "name": name}
		title_field = frappe.get_meta(doctype).title_field
		if title_field:
			values[title_field] = f"T-{name}"
		if frappe.get_meta(doctype).has_field("enabled"):
			values["enabled"] = 1
		if rule and rule.area_field:
			values[rule.area_field] = area
		if rule:
			values |= dict.fromkeys(rule.agency_fields, agency)
		if doctype == "Area":
			return area
		frappe.get_doc(values).db_insert()
		if rule and rule.agency_through:
			way = rule.agency_through
			through = {"doctype": way.doctype, "name": f"{name}-T", way.agency: agency}
			if frappe.get_meta(way.doctype).istable:
				through |= {"parenttype": doctype, "parentfield": "agencies"}
			frappe.get_doc({**through, way.link: name}).db_insert()
		return name

	def officers(self, role: str) -> dict[str, str]:
		"""{"Area": user, "Agency": user}: posts that hold this one role."""
		users = {}
		for scope in ("Area", "Agency"):
			code = f"matrix_{frappe.scrub(role)}_{scope.lower()}"
			held = [{"role": POST_UNDER_ADD_ON if role in ADD_ON_ROLES else role}]
			position = {
				"doctype": "Position",
				"code": code,
				"position_name": code,
				"scope": scope,
				"enabled": 1,
			}
			frappe.get_doc({**position, "roles": held}).insert(ignore_permissions=True)
			officer = make.make_officer(code, self.village, self.agency)
			if role in ADD_ON_ROLES:
				frappe.get_doc("User", officer.user).add_roles(role)
			users[scope] = officer.user
		return users

	def rights(self, doctype: str, role: str) -> frozenset[str]:
		return frozenset().union(
			*(
				grant.rights
				for grant in self.grants.get(doctype, [])
				if grant.role in self.held(role) and not grant.level
			)
		)

	@staticmethod
	def held(role: str) -> tuple[str, ...]:
		return (role, POST_UNDER_ADD_ON) if role in ADD_ON_ROLES else (role,)

	def reaches(self, doctype: str, role: str, scope: str) -> bool:
		"""Whether such a post reaches the own record, by the registry's rule and nothing else."""
		rule = REGISTRY.get(doctype)
		if not rule or rule.reach == OPEN:
			return True
		held = set(self.held(role))
		by_area = scope == "Area" and (not rule.area_roles or held & set(rule.area_roles))
		if rule.area_field and (by_area or rule.reach == TOWNSHIP or held & set(rule.township_roles)):
			return True
		return scope == "Agency" and bool(rule.agency_fields or rule.agency_through)

	def is_open(self, doctype: str) -> bool:
		return doctype not in REGISTRY or REGISTRY[doctype].reach == OPEN

	def test_every_role_through_every_way(self):
		for role in ROLES:
			for scope, user in self.officers(role).items():
				with self.user(user):
					for doctype in self.doctypes:
						self.walk(doctype, role, scope)

	def walk(self, doctype: str, role: str, scope: str) -> None:
		rights = self.rights(doctype, role)
		own, foreign = self.own[doctype], self.foreign[doctype]
		reads = "read" in rights and self.reaches(doctype, role, scope)
		reads_foreign = "read" in rights and self.is_open(doctype)
		for name, expected in ((own, reads), (foreign, reads_foreign)):
			if doctype in NARROWED and expected:
				continue
			for way, sees in self.ways(doctype, name).items():
				with self.subTest(role=role, scope=scope, doctype=doctype, way=way, foreign=name == foreign):
					self.assertEqual(sees(), expected)
			document = frappe.get_doc(doctype, name)
			for right in ("print", "export", "report", *WRITING):
				allowed = right in rights and expected
				with self.subTest(
					role=role, scope=scope, doctype=doctype, right=right, foreign=name == foreign
				):
					self.assertEqual(bool(frappe.has_permission(doctype, right, doc=document)), allowed)
		with self.subTest(role=role, doctype=doctype, right="share"):
			self.assertFalse(frappe.has_permission(doctype, "share"))

	def ways(self, doctype: str, name: str) -> dict:
		meta = frappe.get_meta(doctype)
		ways = {
			"list": lambda: _listed(doctype, name),
			"count": lambda: _answers(lambda: get_count(doctype, filters={"name": name})),
			"link search": lambda: _answers(lambda: _searched(doctype, name)),
			"form": lambda: _opened(doctype, name),
			"link title": lambda: _answers(lambda: _title(doctype, name)),
			"groups": lambda: _answers(lambda: _grouped(doctype, name)),
		}
		if not (meta.show_title_field_in_link and meta.title_field) or self.is_open(doctype):
			del ways["link title"]  # what everybody may know is named to everybody
		return ways

	def test_prints_and_exports_follow_the_table(self):
		for role in ROLES:
			user = self.officers(role)["Area"]
			with self.user(user):
				for doctype in self.doctypes:
					rights = self.rights(doctype, role)
					with self.subTest(role=role, doctype=doctype, right="export"):
						self.assertEqual(bool(can_export(doctype)), "export" in rights)
					document = frappe.get_doc(doctype, self.own[doctype])
					prints = {"read", "print"} <= rights and self.reaches(doctype, role, "Area")
					with self.subTest(role=role, doctype=doctype, right="print"):
						self.assertEqual(_answers(lambda document=document: _printed(document)), prints)

	def test_fields_of_a_higher_level_stay_hidden(self):
		for role in ROLES:
			with self.user(self.officers(role)["Area"]):
				for doctype in self.doctypes:
					levels = {
						grant.level for grant in self.grants.get(doctype, []) if grant.role in self.held(role)
					}
					if 0 not in levels:
						continue
					levels = {
						grant.level
						for grant in self.grants[doctype]
						if grant.role in self.held(role) and "read" in grant.rights
					}
					document = frappe.get_doc(doctype, self.own[doctype])
					for field in document.meta.fields:
						document.set(field.fieldname, [] if field.fieldtype.startswith("Table") else "x")
					document.apply_fieldlevel_read_permissions()
					shown = {
						field.permlevel
						for field in document.meta.fields
						if not field.fieldtype.startswith("Table") and document.get(field.fieldname)
					}
					with self.subTest(role=role, doctype=doctype):
						self.assertLessEqual(shown, levels)

	def test_a_post_without_a_place_sees_nothing(self):
		frappe.get_doc(
			{
				"doctype": "Position",
				"code": PLAIN_POST,
				"position_name": PLAIN_POST,
				"scope": "Area",
				"enabled": 1,
				"roles": [{"role": role} for role in ROLES if role not in ADD_ON_ROLES],
			}
		).insert(ignore_permissions=True)
		officer = make.make_officer(PLAIN_POST, self.village, self.agency)
		frappe.db.set_value("Officer", officer.name, {"area": None, "agency": None})
		with self.user(officer.user):
			for doctype in self.doctypes:
				if not self.is_open(doctype):
					with self.subTest(doctype):
						self.assertFalse(_listed(doctype, self.own[doctype]))
						self.assertFalse(_opened(doctype, self.own[doctype]))

	def test_who_leaves_sees_nothing_from_the_next_request_on(self):
		role = "Protection Office"
		user = self.officers(role)["Area"]
		with self.user(user):
			self.assertTrue(_listed("Minor", self.own["Minor"]))
		officer = frappe.get_doc("Officer", {"user": user})
		officer.update({"left_on": frappe.utils.today()}).save(ignore_permissions=True)
		with self.user(user):
			self.assertFalse(_listed("Minor", self.own["Minor"]))
			self.assertFalse(_opened("Minor", self.own["Minor"]))


def _answers(way) -> bool:
	"""What the way shows; a refusal shows nothing."""
	try:
		return bool(way())
	except (frappe.PermissionError, frappe.DoesNotExistError):
		return False
	finally:
		frappe.clear_messages()
		frappe.local.response.pop("docs", None)


def _listed(doctype: str, name: str) -> bool:
	return _answers(lambda: frappe.get_list(doctype, filters={"name": name}, pluck="name"))


def _opened(doctype: str, name: str) -> bool:
	def open_form() -> bool:
		frappe.local.response.docs = []
		getdoc(doctype, name)
		return bool(frappe.local.response.docs)

	return _answers(open_form)


def _searched(doctype: str, name: str) -> bool:
	frappe.local.response.pop("values", None)
	found = search_widget(doctype, name, filters={"name": name})
	values = found if found is not None else frappe.local.response.pop("values", [])
	return any(name in row for row in values)


def _title(doctype: str, name: str) -> bool:
	return get_link_title(doctype, name) == f"T-{name}"


def _grouped(doctype: str, name: str) -> bool:
	groups = get_group_by_count(doctype, frappe.as_json([[doctype, "name", "=", name]]), "owner")
	return any(row.get("count") for row in groups)


def _printed(document) -> bool:
	validate_print_permission(document)
	prints.check(document)
	return True
