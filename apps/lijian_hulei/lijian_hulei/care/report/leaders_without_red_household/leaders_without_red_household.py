"""Named leaders who support fewer red (else yellow) households than the settings ask (plan part 2(1)3, R17, A15)."""

from frappe import _

from lijian_hulei.access.scope import condition
from lijian_hulei.care.services import leaders_without_red_household


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	return columns(), leaders_without_red_household(condition("Officer"))


def columns() -> list[dict]:
	return [
		{
			"fieldname": "officer",
			"label": _("Officer"),
			"fieldtype": "Link",
			"options": "Officer",
			"width": 140,
		},
		{"fieldname": "officer_name", "label": _("Full Name"), "fieldtype": "Data", "width": 140},
		{
			"fieldname": "position",
			"label": _("Position"),
			"fieldtype": "Link",
			"options": "Position",
			"width": 200,
		},
		{"fieldname": "area", "label": _("Area"), "fieldtype": "Link", "options": "Area", "width": 200},
		{"fieldname": "households", "label": _("Households Supported"), "fieldtype": "Int", "width": 120},
	]
