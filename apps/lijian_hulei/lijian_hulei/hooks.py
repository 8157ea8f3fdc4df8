"""Wiring of lijian_hulei into Frappe: live keys only."""

from lijian_hulei.access.overrides.endpoints import CLASSES as override_doctype_class  # noqa: F401
from lijian_hulei.access.overrides.endpoints import REPLACED as override_whitelisted_methods  # noqa: F401
from lijian_hulei.access.registry import DOCUMENT_CHECKS as has_permission  # noqa: F401
from lijian_hulei.access.registry import QUERY_CONDITIONS as permission_query_conditions  # noqa: F401
from lijian_hulei.care.events import EVENTS as _helped
from lijian_hulei.customising.events import EVENTS as _customised
from lijian_hulei.privacy.sealed_fields import SEALED as _SEALED
from lijian_hulei.records.printing import BEFORE_PRINT as _BEFORE_PRINT
from lijian_hulei.records.printing import JINJA as jinja  # noqa: F401

app_name = "lijian_hulei"
app_title = "Lijian Hulei"
app_publisher = "Lijian Hulei"
app_description = (
	"Protection of minors in a township: ledger, risk grading, visits, duties and the month-end report"
)
app_email = "maintainers@lijian-hulei.example"
app_license = "mit"

app_include_css = web_include_css = "hulei_contrast.bundle.css"
app_include_js = "lijian_hulei.bundle.js"
doctype_js = {
	"Print Format": "public/js/print_format.js",
	"Follow Up": "public/js/relief_from_care.js",
	"Visit": "public/js/relief_from_care.js",
}
web_include_js = "hulei_web.bundle.js"
app_logo_url = "/assets/lijian_hulei/images/hulei-logo.svg"
website_context = {"favicon": app_logo_url, "splash_image": app_logo_url}

before_install = "lijian_hulei.setup.install.before_install"
_each_time = [
	"lijian_hulei.setup.server_scripts.apply",
	"lijian_hulei.setup.stock_desk.apply",
	"lijian_hulei.setup.stock_rights.apply",
	"lijian_hulei.setup.mail_rights.apply",
	"lijian_hulei.setup.navbar.apply",
	"lijian_hulei.setup.letter_heads.apply",
	"lijian_hulei.customising.services.choices.take_over_shipped",
]
after_install = ["lijian_hulei.setup.install.after_install", *_each_time]
after_migrate = ["lijian_hulei.setup.install.after_migrate", *_each_time]

boot_session = "lijian_hulei.access.workspaces.keep_own"
extend_bootinfo = [
	"lijian_hulei.access.personal.add_to_boot",
	"lijian_hulei.access.figures.add_to_boot",
	"lijian_hulei.setup.onboarding.leave_out_tours",
	"lijian_hulei.setup.stock_desk.name_the_unnamed",
]
on_session_creation = "lijian_hulei.api.landing.choose"

before_request = ["lijian_hulei.access.gate.request.check_input"]
auth_hooks = ["lijian_hulei.access.gate.request.check_caller"]
on_login = ["lijian_hulei.access.gate.logins.check_address"]
after_request = ["lijian_hulei.access.gate.request.clean_response"]

update_website_context = "lijian_hulei.website.translate_page"

pdf_body_html = "lijian_hulei.printing.page.body_html"

_settle = "lijian_hulei.compliance.services.settle_for"

standard_queries = {
	"Minor": "lijian_hulei.api.find.minor_query",
	"Officer": "lijian_hulei.api.find.officer_query",
}

doc_events = {
	**_customised,
	**_helped,
	# What a record keeps sealed goes with it.
	**{
		name: {**_helped.get(name, {}), "after_delete": "lijian_hulei.privacy.services.remove_sealed"}
		for name in _SEALED
	},
	"*": {
		"before_validate": [
			"lijian_hulei.access.gate.events.strip_markup",
			"lijian_hulei.access.gate.events.check_attachments",
			"lijian_hulei.customising.services.record_type.take_place_of_minor",
		],
		"before_print": _BEFORE_PRINT,
		# Any DocType may be evidence of a duty, one made without code too; returns at once where it is not.
		"on_update": _settle,
		"on_submit": _settle,
		"on_update_after_submit": _settle,
		"on_cancel": _settle,
	},
	"Auto Email Report": {"before_validate": "lijian_hulei.access.mailing.check"},
	"Comment": {"validate": "lijian_hulei.supervision.services.closed_channels.refuse_narrative"},
	"Communication": {"validate": "lijian_hulei.access.gate.events.clean_communication"},
	"DocShare": {"validate": "lijian_hulei.access.sharing.refuse"},
	"Error Log": {"before_insert": "lijian_hulei.privacy.traces.clean_error_log"},
	"File": {
		"before_validate": "lijian_hulei.access.files.keep_private",
		"validate": [
			"lijian_hulei.access.gate.events.check_file",
			"lijian_hulei.supervision.services.closed_channels.refuse_narrative",
		],
	},
	"Hulei Settings": {
		"on_update": [
			"lijian_hulei.compliance.services.readings.follow",
			"lijian_hulei.venues.services.settings.follow",
			"lijian_hulei.hiring.services.checks.follow_settings",
			"lijian_hulei.ledger.services.focus.follow_settings",
		]
	},
	"Notification Log": {"before_insert": "lijian_hulei.cases.services.reporting.leave_author_out"},
	"Workflow Action": {"before_insert": "lijian_hulei.cases.services.reporting.leave_author_out"},
	"ToDo": {"validate": "lijian_hulei.supervision.services.closed_channels.refuse_narrative"},
	"User": {
		"validate": [
			"lijian_hulei.access.gate.events.tidy_user",
			"lijian_hulei.organisation.accounts.keep_apart",
		],
		"on_update": "lijian_hulei.access.gate.events.end_sessions",
		"on_change": "lijian_hulei.access.gate.events.hide_reset_key",
	},
	"Version": {"before_insert": "lijian_hulei.privacy.traces.drop_drawings"},
}

scheduler_events = {
	"daily": [
		"lijian_hulei.organisation.tasks.follow_terms_of_office",
		"lijian_hulei.ledger.tasks.retire_adults",
		"lijian_hulei.ledger.tasks.nightly_regrade",
		"lijian_hulei.ledger.tasks.refresh_household_focus",
		"lijian_hulei.hiring.tasks.follow_staff_checks",
		"lijian_hulei.supervision.tasks.follow_register",
		"lijian_hulei.compliance.tasks.catch_up_duties",
		"lijian_hulei.importing.tasks.delete_old_files",
		"lijian_hulei.setup.statistics.refresh",
		"lijian_hulei.cases.tasks.follow_cases",
		"lijian_hulei.campus.tasks.follow_campus",
	],
	"hourly": [
		"lijian_hulei.ledger.tasks.apply_policy_in_force",
		"lijian_hulei.ledger.tasks.resume_regrade",
		"lijian_hulei.ledger.tasks.resume_disposals",
		"lijian_hulei.compliance.tasks.refresh_duties",
		"lijian_hulei.importing.tasks.resume_interrupted",
		"lijian_hulei.privacy.tasks.end_exports",
		"lijian_hulei.sharing.tasks.keep_library_views",
	],
}
