"""Endpoints and classes of Frappe that the app answers itself, for hooks.py: each says why where it stands."""

CLASSES = {
	"Auto Email Report": "lijian_hulei.privacy.mailed_reports.LimitedReportMail",
	"File": "lijian_hulei.access.overrides.files.LimitedFile",
}
REPLACED = {
	"frappe.client.get_count": "lijian_hulei.api.stock_endpoints.get_count",
	"frappe.core.doctype.doctype.doctype.get_row_size_utilization": "lijian_hulei.api.stock_endpoints.get_row_size_utilization",
	"frappe.core.doctype.user.user.reset_password": "lijian_hulei.access.overrides.passwords.reset_password",
	"frappe.core.doctype.user.user.update_password": "lijian_hulei.access.overrides.passwords.update_password",
	"frappe.desk.desktop.update_onboarding_step": "lijian_hulei.api.onboarding.update_onboarding_step",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "lijian_hulei.api.desk_charts.get",
	"frappe.desk.query_report.run": "lijian_hulei.api.report_titles.run",
	"frappe.desk.reportview.get": "lijian_hulei.api.report_titles.get",
	"frappe.desk.reportview.delete_report": "lijian_hulei.api.saved_reports.delete_report",
	"frappe.desk.reportview.save_report": "lijian_hulei.api.saved_reports.save_report",
	"frappe.desk.search.get_link_title": "lijian_hulei.api.stock_endpoints.get_link_title",
	"frappe.desk.search.search_link": "lijian_hulei.api.link_choices.search_link",
	"frappe.desk.search.search_widget": "lijian_hulei.api.link_choices.search_widget",
	"frappe.model.utils.user_settings.save": "lijian_hulei.api.list_settings.save",
	"frappe.utils.global_search.search": "lijian_hulei.api.find.search",
	"frappe.utils.print_format.download_multi_pdf": "lijian_hulei.api.prints.download_multi_pdf",
	"frappe.utils.print_format.download_pdf": "lijian_hulei.api.prints.download_pdf",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": "lijian_hulei.api.stock_endpoints.get_workflow_state_count",
}
