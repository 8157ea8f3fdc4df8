"""Venues, their inspections and orders for tests."""

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from lijian_hulei.testing import factories as make

SIGNATURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def make_venue(station: str, area: str, venue_type: str = "hotel", **overrides) -> Document:
	"""An operating venue in `area` under `station`."""
	values = {
		"venue_name": f"测试宾馆{make.number()}",
		"venue_type": venue_type,
		"area": area,
		"supervising_agency": station,
		"listed_on": add_days(today(), -700),
	}
	return frappe.get_doc({"doctype": "Venue", **values, **overrides}).insert(ignore_permissions=True)


def make_inspection(
	venue: str,
	lead: str,
	second: str,
	day: str | None = None,
	failing: dict[int, str] | None = None,
	**overrides,
) -> Document:
	"""An inspection that may be submitted; `failing` gives the remark of rows that do not comply."""
	inspection = frappe.get_doc(
		{
			"doctype": "Venue Inspection",
			"venue": venue,
			"inspection_date": day or today(),
			"lead_inspector": lead,
			"inspectors": [{"officer": second}],
			"inspector_signature": SIGNATURE,
			"venue_signature": SIGNATURE,
			"venue_representative": "测试负责人",
			**overrides,
		}
	).insert()
	for row in inspection.items:
		row.result = "Fail" if row.idx in (failing or {}) else "Pass"
		row.remark = (failing or {}).get(row.idx)
	return inspection.save()
