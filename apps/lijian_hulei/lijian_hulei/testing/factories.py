"""Makes the world of a test: `make_x(**overrides)`. Everything is invented; the codes belong to no real place.

Records are inserted with ignore_permissions: a test's world is not made by its actors.
"""

from datetime import date
from io import BytesIO
from itertools import count

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate, today
from PIL import Image

from lijian_hulei.kernel.division import parse_division_code

# Province 99 exists in no list, so nothing here can meet a real or demonstration area.
PROVINCE = "990000000000"
TOWNSHIP = "990101101000"
_numbers = count(1)


def number() -> int:
	"""A number that no other call of this process was given."""
	return next(_numbers)


def make_area(
	level: str = "Village", parent: str | None = None, code: str | None = None, **overrides
) -> Document:
	"""A village of the test township, or any level below any `parent`; the areas above it are made as needed."""
	code = code or _free_code(level, parent)
	above = parse_division_code(code).parent
	if above and not frappe.db.exists("Area", above):
		make_area(code=above)
	return _insert(
		"Area", {"code": code, "area_name": f"测试区域{code[-6:]}", "parent_area": above}, overrides
	)


def make_township() -> str:
	"""The township that make_area() puts villages into."""
	return _existing_or_made("Area", TOWNSHIP, lambda: make_area(code=TOWNSHIP))


def make_agency(agency_type: str = "village_committee", area: str | None = None, **overrides) -> Document:
	area = area or make_area().name
	return _insert(
		"Agency",
		{"agency_name": f"测试单位{number()}", "agency_type": agency_type, "area": area, "enabled": 1},
		overrides,
	)


def make_officer(
	position: str = "village_cadre", area: str | None = None, agency: str | None = None, **overrides
) -> Document:
	"""An active officer with a login (`.user`). Without `agency` one is made in the officer's area.

	`further_areas` may be a list of names; `may_reveal=1` adds the role Sealed Field Reader.
	"""
	if not area:
		area = frappe.db.get_value("Agency", agency, "area") if agency else make_area().name
	further = [{"area": name} for name in overrides.pop("further_areas", ())]
	this = number()
	return _insert(
		"Officer",
		{
			"officer_name": f"测试人员{this}",
			"position": position,
			"area": area,
			"agency": agency or make_agency(area=area).name,
			"further_areas": further,
			"login_email": f"officer{this}.{frappe.generate_hash(length=6)}@town.example",
			"started_on": add_days(today(), -400),
		},
		overrides,
	)


def make_responsibility(officer: str, kind: str = "First", area: str | None = None, **overrides) -> Document:
	if not area and not overrides.get("agency"):
		area = frappe.db.get_value("Officer", officer, "area")
	return _insert(
		"Responsibility",
		{"officer": officer, "kind": kind, "area": area, "from_date": add_days(today(), -300)},
		overrides,
	)


def make_household(area: str | None = None, **overrides) -> Document:
	return _insert(
		"Household",
		{
			"household_name": f"测试户{number()}",
			"area": area or make_area().name,
			"economic_state": "Normal",
		},
		overrides,
	)


def make_minor(
	area: str | None = None,
	factors: list[str] | tuple[str, ...] = (),
	household: str | None = None,
	**overrides,
) -> Document:
	"""A child of ten in its own household; `factors` are codes of Risk Factor, valid for a year."""
	if not area:
		area = frappe.db.get_value("Household", household, "area") if household else make_area().name
	rows = [{"factor": code, "since": add_days(today(), -365)} for code in factors]
	return _insert(
		"Minor",
		{
			"minor_name": f"测试儿童{number()}",
			"area": area,
			"household": household or make_household(area).name,
			"sex": "Female",
			"birth_date": ten_years_ago(),
			"status": "Active",
			"study_status": "In School",
			"guardians": [{"guardian_name": f"测试监护人{number()}", "relation": "Mother", "is_main": 1}],
			"risk_factors": rows,
		},
		overrides,
	)


def make_pairing(minor: str | None = None, helper: str | None = None, **overrides) -> Document:
	"""One-to-one support of a minor by a cadre of the minor's village."""
	minor = minor or make_minor().name
	household, area = frappe.db.get_value("Minor", minor, ["household", "area"])
	return _insert(
		"Support Pairing",
		{
			"minor": minor,
			"household": household,
			"area": area,
			"helper": helper or make_officer(area=area).name,
			"kind": "One To One",
			"from_date": add_days(today(), -30),
		},
		overrides,
	)


def make_visit(
	minor: str | None = None, main_visitor: str | None = None, submit: bool = True, **overrides
) -> Document:
	"""A visit today, in person, with the child met, a photo and one good finding; submitted unless told otherwise."""
	minor = minor or make_minor().name
	overrides.setdefault("photos", [{"photo": make_photo()}])
	household, area = frappe.db.get_value("Minor", minor, ["household", "area"])
	visit = _insert(
		"Visit",
		{
			"minor": minor,
			"household": household,
			"area": area,
			"visit_date": today(),
			"main_visitor": main_visitor or make_officer(area=area).name,
			"mode": "In Person",
			"met_minor": 1,
			"met_guardian": 1,
			"findings": [{"topic": first_of("Visit Topic"), "state": "Good"}],
			"summary": "测试走访",
		},
		overrides,
	)
	if submit:
		visit.flags.ignore_permissions = True
		visit.submit()
	return visit


def make_obligation(minor: Document, officer: str | None = None, due_in: int = -2, **overrides) -> Document:
	"""A visit owed to `minor` within `due_in` days; overdue where that is below zero."""
	return frappe.get_doc(
		{
			"doctype": "Obligation",
			"name": f"test-{minor.name}-{due_in}",
			"duty": frappe.db.get_value("Duty", {"evidence_doctype": "Visit", "subject_doctype": "Minor"}),
			"subject_doctype": "Minor",
			"subject_name": minor.name,
			"period_start": add_days(today(), due_in - 20),
			"period_end": add_days(today(), max(due_in, 0)),
			"due_at": f"{add_days(today(), due_in)} 18:00:00",
			"area": minor.area,
			"responsible_officer": officer,
			"required": 1,
			"done": 0,
			"status": "Overdue" if due_in < 0 else "Open",
		}
		| overrides
	).insert(ignore_permissions=True)


def make_photo() -> str:
	"""The address of a private picture, as a phone would have uploaded it."""
	buffer = BytesIO()
	Image.new("RGB", (8, 8), (number() % 255, number() % 255, 120)).save(buffer, format="PNG")
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": f"photo{number()}.png",
			"is_private": 1,
			"content": buffer.getvalue(),
		}
	)
	return file.insert(ignore_permissions=True).file_url


def first_of(doctype: str) -> str:
	"""Any enabled record of a seeded master."""
	return frappe.db.get_value(doctype, {"enabled": 1}, order_by="creation asc")


def ten_years_ago() -> date:
	day = getdate()
	return day.replace(year=day.year - 10, day=min(day.day, 28))


def _insert(doctype: str, values: dict, overrides: dict) -> Document:
	document = frappe.get_doc({"doctype": doctype, **values, **overrides})
	return document.insert(ignore_permissions=True)


def _existing_or_made(doctype: str, name: str, make) -> str:
	return name if frappe.db.exists(doctype, name) else make().name


def _free_code(level: str, parent: str | None) -> str:
	this = number()
	if level == "Grid":
		return f"{parent or make_area().name}{this % 999 + 1:03d}"
	if level == "Village":
		return f"{(parent or TOWNSHIP)[:9]}{this % 999 + 1:03d}"
	if level == "Township":
		return f"990101{102 + this % 897:03d}000"
	raise ValueError(f"give the code of a {level} yourself")
