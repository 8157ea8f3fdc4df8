"""Staff checks get a role of their own: a school's or unit's other staff no longer learn a colleague's result."""

import frappe

from lijian_hulei.access.roles import AGENCY_OFFICER, SCHOOL_OFFICER, STAFF_CHECK_OFFICER
from lijian_hulei.setup import roles

# Posts that come with the app and are neither a unit's head nor its contact.
WITHOUT = (
	*("school_staff", "agency_staff"),
	*("justice_officer", "civil_affairs_officer", "health_officer", "family_officer", "publicity_officer"),
)


def execute() -> None:
	"""Safe to run twice. Posts that a steward made keep what they could do; he takes the role from whom he will."""
	roles.apply()
	# get_all: a migration looks at every post
	holding = frappe.get_all(
		"Position Role",
		{"role": ("in", (SCHOOL_OFFICER, AGENCY_OFFICER)), "parenttype": "Position"},
		pluck="parent",
		distinct=True,
		order_by="parent asc",
	)
	for code in sorted(set(holding) - set(WITHOUT)):
		position = frappe.get_doc("Position", code)
		if STAFF_CHECK_OFFICER not in {row.role for row in position.roles}:
			position.append("roles", {"role": STAFF_CHECK_OFFICER})
			position.flags.ignore_permissions = True  # runs while the site is migrated
			position.save()
