"""Sites made before the app had onboarding steps show them too; Frappe's installer may have left the switch off."""

import frappe


def execute() -> None:
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
