"""New users are proposed the town's time zone and not the one of Frappe's installer."""

import frappe

from lijian_hulei.setup import site_defaults


def execute() -> None:
	"""Where Administrator's own time zone has been changed to another, it is left."""
	if (
		frappe.db.get_value("User", "Administrator", "time_zone")
		== site_defaults.SYSTEM_SETTINGS["time_zone"]
	):
		site_defaults.propose_time_zone()
