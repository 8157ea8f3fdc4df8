"""Villages for which nobody is first, second or direct responsible on a day (plan, part 2 and part 3)."""

from datetime import date

from frappe import _
from frappe.utils import getdate

from lijian_hulei.access import scope
from lijian_hulei.organisation import services
from lijian_hulei.organisation.rules.responsibility import KINDS_OF_AREA


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	filters = filters or {}
	day = getdate(filters.get("day"))
	kinds = [filters["kind"]] if filters.get("kind") in KINDS_OF_AREA else list(KINDS_OF_AREA)
	return columns(), rows(day, kinds)


def columns() -> list[dict]:
	return [
		{"fieldname": "area", "fieldtype": "Link", "options": "Area", "label": _("Area"), "width": 160},
		{"fieldname": "area_name", "fieldtype": "Data", "label": _("Area Name"), "width": 180},
		{"fieldname": "kind", "fieldtype": "Data", "label": _("Kind of Responsibility"), "width": 140},
		{
			"fieldname": "last_officer",
			"fieldtype": "Link",
			"options": "Officer",
			"label": _("Last Officer"),
			"width": 160,
		},
		{"fieldname": "vacant_since", "fieldtype": "Date", "label": _("Vacant Since"), "width": 120},
	]


def rows(day: date, kinds: list[str]) -> list[dict]:
	"""One row for each village and kind with nobody on `day`, within the limits of who looks."""
	found = []
	for gap in services.vacancies(day, kinds, _within(scope.user_scope())):
		found.append({**gap, "kind": _(gap["kind"])})
	return found


def _within(user_scope: scope.UserScope) -> list[tuple[int, int]] | None:
	"""The intervals of the tree to look at; None for all. Areas are open facts, but a gap is one's own township's."""
	return None if user_scope.unlimited else list(user_scope.areas)
