"""Wiring of lijian_hulei into Frappe: live keys only."""

from lijian_hulei.access.registry import DOCUMENT_CHECKS as has_permission  # noqa: F401
from lijian_hulei.access.registry import QUERY_CONDITIONS as permission_query_conditions  # noqa: F401

app_name = "lijian_hulei"
app_title = "Lijian Hulei"
app_publisher = "Lijian Hulei"
app_description = "Protection of minors in a township: ledger, risk grading, visits, duties and the month-end report"
app_email = "maintainers@lijian-hulei.example"
app_license = "mit"

app_include_js = "lijian_hulei.bundle.js"

before_install = "lijian_hulei.setup.install.before_install"
after_install = "lijian_hulei.setup.install.after_install"
after_migrate = "lijian_hulei.setup.install.after_migrate"

override_whitelisted_methods = {
	"frappe.model.utils.user_settings.save": "lijian_hulei.api.list_settings.save",
}

doc_events = {
	"DocShare": {"validate": "lijian_hulei.access.sharing.refuse"},
	"Error Log": {"before_insert": "lijian_hulei.privacy.traces.clean_error_log"},
	"File": {"validate": "lijian_hulei.access.files.keep_private"},
	"Minor": {"after_delete": "lijian_hulei.privacy.services.remove_sealed"},
	"Officer": {"after_delete": "lijian_hulei.privacy.services.remove_sealed"},
}

scheduler_events = {
	"daily": [
		"lijian_hulei.organisation.tasks.follow_terms_of_office",
	],
}
