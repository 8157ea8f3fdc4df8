"""The world of access/matrix_tests: one own and one foreign record of every DocType, and two officers for each role.

The records are written straight into the tables: what is tried is who reaches them, not what is in them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from unittest.mock import patch

import frappe
import frappe.utils.response
from frappe.app import make_form_dict
from frappe.core.doctype.user import user as frappe_user
from frappe.model.naming import set_new_name
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from lijian_hulei.access import matrix
from lijian_hulei.access.gate import request as gate
from lijian_hulei.access.registry import OPEN, REGISTRY, TOWNSHIP
from lijian_hulei.access.roles import ADD_ON_ROLES, AUXILIARY_POLICE, ROLES
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase
from lijian_hulei.testing.gate import _request, serve_api

SCOPES = ("Area", "Agency")
# An add-on stands on top of a post; this one sees least.
POST_UNDER_ADD_ON = AUXILIARY_POLICE
# Which of these a post sees is narrowed by its User Permissions as well.
NARROWED = ("Area", "Agency")
REFUSALS = (frappe.PermissionError, frappe.DoesNotExistError)


@dataclass(frozen=True)
class Case:
	"""An officer of one role before one record: the table's rights on the DocType, and whether the record is theirs to read."""

	role: str
	scope: str
	doctype: str
	name: str
	rights: frozenset[str]
	reads: bool

	def may(self, right: str) -> bool:
		return self.reads and right in self.rights

	def words(self, **more) -> dict:
		"""For subTest()."""
		return {"role": self.role, "scope": self.scope, "doctype": self.doctype, "name": self.name, **more}


class MatrixTestCase(HuleiTestCase):
	"""`own` and `foreign` are {DocType: record}; `users` is {(role, scope of the post): login}."""

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.grants = matrix.load()
		cls.village = make.make_area().name
		cls.agency = make.make_agency("village_committee", cls.village).name
		cls.far_township = make.make_area("Township").name
		cls.foreign_village = make.make_area("Village", cls.far_township).name
		cls.foreign_agency = make.make_agency("village_committee", cls.foreign_village).name
		cls.doctypes = [
			doctype for doctype in matrix.doctype_files() if not frappe.get_meta(doctype).issingle
		]
		cls.own = {doctype: cls.put(doctype, cls.village, cls.agency) for doctype in cls.doctypes}
		cls.foreign = {
			doctype: cls.put(doctype, cls.foreign_village, cls.foreign_agency) for doctype in cls.doctypes
		}
		# Saving a User asks for passwords of mail accounts and empties the whole cache for it.
		with patch.object(frappe_user, "ask_pass_update"):
			cls.users = {(role, scope): cls.post(role, scope) for role in ROLES for scope in SCOPES}

	@classmethod
	def put(cls, doctype: str, area: str, agency: str, **values) -> str:
		"""A bare row that belongs to area and agency as far as its DocType can say so."""
		rule, name = REGISTRY.get(doctype), f"MX-{make.number():06d}-{frappe.generate_hash(length=6)}"
		if doctype == "Area":
			return area
		meta = frappe.get_meta(doctype)
		row = {"doctype": doctype, "name": name}
		if meta.title_field:
			row[meta.title_field] = f"T-{name}"
		if meta.has_field("enabled"):
			row["enabled"] = 1
		if rule and rule.area_field:
			row[rule.area_field] = area
		if rule:
			row |= dict.fromkeys(rule.agency_fields, agency)
		frappe.get_doc(row | values).db_insert()
		if rule and rule.agency_through:
			way = rule.agency_through
			through = {"doctype": way.doctype, "name": f"{name}-T", way.agency: agency}
			if frappe.get_meta(way.doctype).istable:
				through |= {"parenttype": doctype, "parentfield": "agencies"}
			frappe.get_doc({**through, way.link: name}).db_insert()
		return name

	@classmethod
	def post(cls, role: str, scope: str) -> str:
		"""The login of an officer whose post holds this one role."""
		code = f"matrix_{frappe.scrub(role)}_{scope.lower()}"
		cls.position(code, scope, POST_UNDER_ADD_ON if role in ADD_ON_ROLES else role)
		officer = make.make_officer(code, cls.village, cls.agency)
		if role in ADD_ON_ROLES:
			frappe.get_doc("User", officer.user).add_roles(role)
		return officer.user

	@staticmethod
	def position(code: str, scope: str, *roles: str) -> None:
		position = {"doctype": "Position", "code": code, "position_name": code, "scope": scope, "enabled": 1}
		frappe.get_doc({**position, "roles": [{"role": role} for role in roles]}).insert(
			ignore_permissions=True
		)

	@staticmethod
	def hang_on(doctype: str, name: str) -> str:
		"""Hangs a private file, a comment, a version and another's task on a record; returns the file's address."""
		of = {"reference_doctype": doctype, "reference_name": name}
		address = f"/private/files/{name}.txt"
		rows = (
			{
				**{"doctype": "File", "file_name": f"{name}.txt", "file_url": address},
				**{"is_private": 1, "attached_to_doctype": doctype, "attached_to_name": name},
			},
			{"doctype": "Comment", "comment_type": "Comment", "content": f"C-{name}", **of},
			{
				"doctype": "Version",
				"ref_doctype": doctype,
				"docname": name,
				"data": f'{{"comment": "V-{name}"}}',
			},
			{
				**{"doctype": "ToDo", "description": f"A-{name}", "allocated_to": "Administrator"},
				**{"reference_type": doctype, "reference_name": name, "status": "Open"},
			},
		)
		for row in rows:
			document = frappe.get_doc(row)
			set_new_name(document)  # versions have numbers
			document.db_insert()
		return address

	# what the table and the registry say

	@staticmethod
	def held(role: str) -> tuple[str, ...]:
		return (role, POST_UNDER_ADD_ON) if role in ADD_ON_ROLES else (role,)

	def rights(self, doctype: str, role: str, level: int = 0) -> frozenset[str]:
		return frozenset().union(
			*(
				grant.rights
				for grant in self.grants.get(doctype, [])
				if grant.role in self.held(role) and grant.level == level
			)
		)

	def levels(self, doctype: str, role: str) -> set[int]:
		"""The permission levels whose fields the role reads."""
		return {
			grant.level
			for grant in self.grants.get(doctype, [])
			if grant.role in self.held(role) and "read" in grant.rights
		}

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

	@staticmethod
	def is_open(doctype: str) -> bool:
		return doctype not in REGISTRY or REGISTRY[doctype].reach == OPEN

	def cases(self, role: str) -> Iterator[Case]:
		"""As each of the role's two officers in turn: every DocType with the own and the foreign record.

		Where the role may not read the DocType, who is asked for makes no difference: one officer, the own record.
		"""
		for scope in SCOPES:
			with self.user(self.users[role, scope]):
				for doctype in self.doctypes:
					rights = self.rights(doctype, role)
					if "read" not in rights:
						if scope == SCOPES[0]:
							yield Case(role, scope, doctype, self.own[doctype], rights, False)
						continue
					for name in dict.fromkeys((self.own[doctype], self.foreign[doctype])):
						reads = self.is_open(doctype) or (
							name == self.own[doctype] and self.reaches(doctype, role, scope)
						)
						if not (reads and doctype in NARROWED):
							yield Case(role, scope, doctype, name, rights, reads)

	# requests

	def ask(self, target: str, arguments: dict | None = None, method: str = "POST", **how):
		"""What a browser of the session's user is answered, past the gate: {message, data, docs, ...}; None for a refusal."""
		frappe.local.request = _request(target, arguments or {}, method, **how)
		make_form_dict(frappe.local.request)
		frappe.local.response = frappe._dict(docs=[])
		try:
			gate.check_input()
			gate.check_caller()
			response = self._answer(frappe.local.request.path)
			gate.clean_response(response, frappe.local.request)
			return frappe.parse_json(response.get_data(as_text=True)) if response.is_json else response
		except REFUSALS:
			return None
		except Forbidden:  # how Frappe refuses a file
			return None
		finally:
			del frappe.local.request
			frappe.local.form_dict = frappe._dict()
			frappe.local.response = frappe._dict(docs=[])
			frappe.local.flags.hulei_refused = frappe.local.flags.disable_traceback = None
			frappe.clear_messages()

	@staticmethod
	def _answer(path: str):
		"""As frappe.app.application serves it; pages are not rendered."""
		if path.startswith("/private/files/"):
			with patch.object(frappe.utils.response, "send_private_file", return_value=Response(b"content")):
				return frappe.utils.response.download_private_file(path)
		return serve_api()

	def message(
		self, target: str, arguments: dict | None = None, key: str | None = None, method: str = "POST"
	):
		"""`message` of the answer, or `key` of it; None for a refusal."""
		answer = (self.ask(target, arguments, method) or {}).get("message")
		return answer.get(key) if key and isinstance(answer, dict) else answer
