"""What a new site of ours is set to, so that the first login lands on a Chinese desk and not in the setup wizard."""

import frappe

SYSTEM_SETTINGS = {
	"language": "zh",
	"country": "China",
	"time_zone": "Asia/Shanghai",
	"date_format": "yyyy-mm-dd",
	"time_format": "HH:mm",
	"number_format": "#,###.##",
	"first_day_of_the_week": "Monday",
	"session_expiry": "12:00",
	"document_share_key_expiry": 1,
	"allow_login_using_user_name": 0,
	"login_with_email_link": 0,
	"disable_document_sharing": 1,
	"allow_consecutive_login_attempts": 5,
	"allow_login_after_fail": 300,
	"enable_password_policy": 1,
	"minimum_password_score": "2",
	"disable_system_update_notification": 1,
	"disable_change_log_notification": 1,
	"enable_telemetry": 0,
	"enable_onboarding": 1,
	"allow_error_traceback": 0,
	"reset_password_link_expiry_duration": 86400,
	"setup_complete": 1,
}

CURRENCY = "CNY"


def apply() -> None:
	"""Set the site's language, time zone, country and the safer of Frappe's switches; finish the setup wizard.

	Called once for a site that bootstrap makes. An administrator may change every one of them afterwards.
	"""
	settings = frappe.get_single("System Settings")
	known = {field.fieldname for field in settings.meta.fields}
	settings.update({field: value for field, value in SYSTEM_SETTINGS.items() if field in known})
	settings.flags.ignore_mandatory = True
	# ignore_permissions: runs from the command line while the site is made, when nobody is logged in
	settings.save(ignore_permissions=True)
	frappe.db.set_default("desktop:home_page", "workspace")
	for user in ("Administrator", "Guest"):
		frappe.db.set_value("User", user, {"language": "zh", "time_zone": SYSTEM_SETTINGS["time_zone"]})
	propose_time_zone()
	propose_currency()
	frappe.clear_cache()


def propose_time_zone() -> None:
	"""The form of a new user proposes the time zone from the defaults of who fills it in; Frappe's installer has
	given Administrator its own there."""
	frappe.defaults.set_default("time_zone", SYSTEM_SETTINGS["time_zone"], "Administrator")


def propose_currency() -> None:
	"""Sums are in yuan unless the site says otherwise; without a default Frappe shows the sign of the first currency it
	knows, an Arabic one. Its yuan has no sign."""
	if not frappe.db.get_default("currency"):
		frappe.db.set_default("currency", CURRENCY)
	if frappe.db.exists("Currency", {"name": CURRENCY, "symbol": ("is", "not set")}):
		frappe.db.set_value("Currency", CURRENCY, "symbol", "¥")
