"""Workers, checks, bans and entries of the register for tests. Everything is invented."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate, today

from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.testing import factories as make

# Province 43, a prefecture that does not exist: nobody was ever given such a number.
DIVISION = "439055"


def make_number(born: date = date(1985, 5, 5)) -> str:
	"""A right identity number of nobody, another one at every call."""
	this = make.number()
	return make_identity_number(DIVISION, add_days(born, this // 900), this % 900 + 1)


def make_worker(agency: str | None = None, **overrides) -> Document:
	"""An applicant who agreed to be checked and is to begin today."""
	agency = agency or make.make_agency("school", is_close_contact_unit=1).name
	values = {
		"worker_name": f"测试职工{make.number()}",
		"id_number": make_number(),
		"agency": None if overrides.get("venue") else agency,
		"post_kind": "Teaching",
		"post": "语文教师",
		"first_day": today(),
		"authorised_on": add_days(today(), -20),
	}
	return frappe.get_doc({"doctype": "Worker", **values, **overrides}).insert(ignore_permissions=True)


def make_check(worker: str, result: str | None = "No Record", **overrides) -> Document:
	"""A check before hiring, answered today unless `result` is None."""
	reply = {"result": result, "answered_on": today(), "authority": "Public Security"} if result else {}
	values = {"worker": worker, "kind": "Pre-hire", "requested_on": add_days(today(), -10), **reply}
	return frappe.get_doc({"doctype": "Hiring Check", **values, **overrides}).insert(ignore_permissions=True)


def make_staff(agency: str | None = None, first_day: str | date | None = None, **overrides) -> Document:
	"""A worker in post whose check before hiring was answered on the first day."""
	first_day = getdate(first_day or add_days(today(), -100))
	worker = make_worker(agency, first_day=first_day, authorised_on=add_days(first_day, -20), **overrides)
	make_check(worker.name, requested_on=add_days(first_day, -10), answered_on=first_day)
	worker.reload()
	worker.status = "In Post"
	return worker.save(ignore_permissions=True)


def make_ban(area: str, **overrides) -> Document:
	values = {
		"person_name": "测试某",
		"id_number": make_number(),
		"area": area,
		"court": "测试县人民法院",
		"judgment_number": "（2024）测0101刑初12号",
		"judgment_date": add_days(today(), -90),
		"from_date": add_days(today(), -60),
		"ban_kind": "Lifetime",
	}
	return frappe.get_doc({"doctype": "Employment Ban", **values, **overrides}).insert(
		ignore_permissions=True
	)


def make_restricted(area: str, station: str, **overrides) -> Document:
	"""Under control since a year."""
	values = {
		"person_name": "测试某",
		"id_number": make_number(),
		"area": area,
		"agency": station,
		"offence": "child_indecency",
		"offence_date": add_days(today(), -3000),
		"court": "测试县人民法院",
		"judgment_number": "（2019）测0101刑初12号",
		"judgment_date": add_days(today(), -2800),
		"control_from": add_days(today(), -365),
	}
	return frappe.get_doc({"doctype": "Restricted Person", **values, **overrides}).insert(
		ignore_permissions=True
	)
