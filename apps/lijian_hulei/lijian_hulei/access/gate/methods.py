"""Tables: what may be called over HTTP, by whom, and with which arguments. Everything that is not here is refused.

Read by gate.request. To open a Frappe endpoint for officers, read its source first: many trust their caller.
Another app of the same site names its endpoints under the hook `hulei_allowed_methods`.
"""

import re

from lijian_hulei.access.gate import shapes

# Endpoints of the app: each checks its caller itself (tests/test_api_contract.py holds them to it).
OWN_API = "lijian_hulei.api."
PUBLIC_API = "lijian_hulei.api.public."

GUEST_METHODS = frozenset(
	(
		"login",
		"logout",
		"web_logout",
		"ping",
		"frappe.ping",
		"frappe.core.doctype.user.user.reset_password",
		"frappe.core.doctype.user.user.update_password",
		"frappe.core.doctype.user.user.test_password_strength",
		"frappe.realtime.get_user_info",  # the realtime server asks who a cookie belongs to
		"frappe.realtime.can_subscribe_doc",
		"frappe.realtime.can_subscribe_doctype",
		"frappe.realtime.has_permission",
	)
)

# Reading: GET or POST, as the desk does.
READING = frozenset(
	(
		"frappe.auth.get_logged_user",
		"frappe.client.get",
		"frappe.client.get_count",
		"frappe.client.get_doc_permissions",
		"frappe.client.get_js",  # the uploader's bundle; see ASSET
		"frappe.client.get_list",
		"frappe.client.get_single_value",
		"frappe.client.get_value",
		"frappe.client.has_permission",
		"frappe.client.is_document_amended",
		"frappe.client.validate_link",
		"frappe.core.api.file.get_attached_images",
		"frappe.core.api.file.get_files_by_search_text",
		"frappe.core.api.file.get_files_in_folder",
		"frappe.core.api.file.get_max_file_size",
		"frappe.core.doctype.prepared_report.prepared_report.download_attachment",
		"frappe.core.doctype.prepared_report.prepared_report.get_reports_in_queued_state",
		"frappe.core.doctype.session_default_settings.session_default_settings.get_session_default_values",
		"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions",
		"frappe.core.doctype.user.user.get_all_roles",
		"frappe.core.doctype.user.user.get_timezones",
		"frappe.core.doctype.user.user.has_email_account",
		"frappe.desk.calendar.get_events",
		"frappe.desk.desk_page.getpage",
		"frappe.desk.desktop.get_desktop_page",
		"frappe.desk.desktop.get_workspace_sidebar_items",
		"frappe.desk.doctype.dashboard.dashboard.get_permitted_cards",
		"frappe.desk.doctype.dashboard.dashboard.get_permitted_charts",
		"frappe.desk.doctype.dashboard_chart.dashboard_chart.get",
		"frappe.desk.doctype.dashboard_chart_source.dashboard_chart_source.get_config",
		"frappe.desk.doctype.event.event.get_events",  # the bell's list of today's events; see WITHOUT
		"frappe.desk.doctype.kanban_board.kanban_board.get_kanban_boards",  # asked by every list's view menu
		"frappe.desk.doctype.notification_log.notification_log.get_notification_logs",
		"frappe.desk.doctype.notification_settings.notification_settings.get_subscribed_documents",
		"frappe.desk.doctype.number_card.number_card.get_percentage_difference",
		"frappe.desk.doctype.number_card.number_card.get_result",
		"frappe.desk.doctype.onboarding_step.onboarding_step.get_onboarding_steps",
		"frappe.desk.doctype.route_history.route_history.frequently_visited_links",
		"frappe.desk.doctype.tag.tag.get_tags",
		"frappe.desk.doctype.tag.tag.get_tags_list_for_awesomebar",
		"frappe.desk.form.linked_with.get_linked_doctypes",
		"frappe.desk.form.linked_with.get_submitted_linked_docs",
		"frappe.desk.form.load.get_communications",
		"frappe.desk.form.load.get_docinfo",
		"frappe.desk.form.load.get_user_info_for_viewers",
		"frappe.desk.form.load.getdoc",
		"frappe.desk.form.load.getdoctype",
		"frappe.desk.form.utils.get_next",
		"frappe.desk.link_preview.get_preview_data",
		"frappe.desk.listview.get_group_by_count",
		"frappe.desk.listview.get_list_settings",
		"frappe.desk.notifications.get_notification_info",
		"frappe.desk.notifications.get_notifications",
		"frappe.desk.notifications.get_open_count",
		"frappe.desk.query_report.export_query",
		"frappe.desk.query_report.get_script",
		"frappe.desk.query_report.run",
		"frappe.desk.reportview.export_query",
		"frappe.desk.reportview.get",
		"frappe.desk.reportview.get_count",
		"frappe.desk.reportview.get_list",
		"frappe.desk.reportview.get_sidebar_stats",
		"frappe.desk.reportview.get_stats",
		"frappe.desk.search.get_link_title",
		"frappe.desk.search.get_names_for_mentions",
		"frappe.desk.search.search_link",
		"frappe.desk.search.search_widget",
		"frappe.desk.treeview.get_all_nodes",
		"frappe.desk.treeview.get_children",
		"frappe.email.doctype.auto_email_report.auto_email_report.download",
		"frappe.integrations.doctype.google_settings.google_settings.get_file_picker_settings",  # asked by the uploader
		"frappe.model.utils.user_settings.get",
		"frappe.model.workflow.can_cancel_document",
		"frappe.model.workflow.get_common_transition_actions",
		"frappe.model.workflow.get_transitions",
		"frappe.printing.page.print.print.get_print_settings_to_show",
		"frappe.sessions.get_boot_assets_json",
		"frappe.translate.load_all_translations",
		"frappe.utils.change_log.show_update_popup",
		"frappe.utils.global_search.search",
		"frappe.utils.pdf.is_wkhtmltopdf_valid",  # official v15 asks before it draws a PDF
		"frappe.utils.print_format.download_multi_pdf",
		"frappe.utils.print_format.download_pdf",
		"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
		"frappe.www.printview.get_html_and_style",
		"frappe.www.printview.get_rendered_raw_commands",
	)
)

# Writing: POST only, so that a link in a page or mail cannot do it (2a 14).
WRITING = frozenset(
	(
		"run_doc_method",
		"runserverobj",
		"upload_file",
		"frappe.automation.doctype.reminder.reminder.create_new_reminder",
		"frappe.client.cancel",
		"frappe.client.delete",
		"frappe.client.insert",
		"frappe.client.save",
		"frappe.client.set_value",
		"frappe.client.submit",
		"frappe.core.doctype.access_log.access_log.make_access_log",
		"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report",
		"frappe.core.doctype.session_default_settings.session_default_settings.set_session_default_values",
		"frappe.core.doctype.user.user.switch_theme",
		"frappe.core.doctype.user.user.verify_password",
		"frappe.desk.calendar.update_event",
		"frappe.desk.desktop.update_onboarding_step",  # replaced: api.onboarding
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		"frappe.desk.doctype.dashboard_settings.dashboard_settings.create_dashboard_settings",
		"frappe.desk.doctype.dashboard_settings.dashboard_settings.save_chart_config",
		"frappe.desk.doctype.form_tour.form_tour.update_user_status",
		"frappe.desk.doctype.notification_log.notification_log.mark_all_as_read",
		"frappe.desk.doctype.notification_log.notification_log.mark_as_read",
		"frappe.desk.doctype.notification_log.notification_log.trigger_indicator_hide",
		"frappe.desk.doctype.notification_settings.notification_settings.set_seen_value",
		"frappe.desk.doctype.route_history.route_history.deferred_insert",
		"frappe.desk.doctype.tag.tag.add_tag",
		"frappe.desk.doctype.tag.tag.add_tags",
		"frappe.desk.doctype.tag.tag.remove_tag",
		"frappe.desk.form.assign_to.add",
		"frappe.desk.form.assign_to.add_multiple",
		"frappe.desk.form.assign_to.close",  # official v15: ending one's own task
		"frappe.desk.form.assign_to.remove",
		"frappe.desk.form.assign_to.remove_multiple",  # official v15: from a list
		"frappe.desk.form.save.cancel",
		"frappe.desk.form.save.savedocs",
		"frappe.desk.form.utils.add_comment",
		"frappe.desk.form.utils.remove_attach",
		"frappe.desk.form.utils.update_comment",
		"frappe.desk.like.toggle_like",
		"frappe.desk.reportview.delete_items",
		"frappe.desk.reportview.delete_report",  # replaced, with save_report: api.saved_reports
		"frappe.desk.reportview.save_report",
		"frappe.desk.treeview.add_node",
		"frappe.email.doctype.auto_email_report.auto_email_report.send_now",
		"frappe.model.rename_doc.update_document_title",
		"frappe.model.utils.user_settings.save",
		"frappe.model.workflow.apply_workflow",
		"frappe.model.workflow.bulk_workflow_approval",
		"frappe.sessions.clear",
	)
)

# 2a 14, 10: never by GET, whoever calls and under whatever module path (last part of the name).
POST_ONLY = frozenset(
	(
		"update_password",
		"verify_password",
		"generate_keys",
		"reset_password",
		"reset_otp_secret",
		"execute_code",
	)
)

# Arguments that name a further function to call, and what they may name (CVE-2026-39351 and its kin).
FUNCTION_ARGUMENTS = {
	"frappe.desk.search.search_link": "query",
	"frappe.desk.search.search_widget": "query",
	"frappe.desk.treeview.get_all_nodes": "tree_method",
	"upload_file": "method",
}
CALLED_BY_NAME = frozenset(
	(
		"frappe.core.doctype.role.role.role_query",
		"frappe.core.doctype.user.user.user_query",
		"frappe.desk.treeview.get_children",
	)
)

# 2a 16, 25, 26: endpoints that act on a document without looking whether the caller may.
# method: (argument with the DocType or the DocType itself, argument with the name or a JSON list of names, right)
NEEDS = {
	"frappe.automation.doctype.reminder.reminder.create_new_reminder": (
		"reminder_doctype",
		"reminder_docname",
		"read",
	),
	"frappe.core.doctype.prepared_report.prepared_report.download_attachment": (
		"=Prepared Report",
		"dn",
		"read",
	),
	"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions": (
		"doctype",
		"docname",
		"read",
	),
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": ("=Dashboard Chart", "chart_name", "read"),
	"frappe.desk.doctype.notification_log.notification_log.mark_as_read": (
		"=Notification Log",
		"docname",
		"read",
	),
	"frappe.desk.doctype.tag.tag.add_tag": ("dt", "dn", "write"),
	"frappe.desk.doctype.tag.tag.add_tags": ("dt", "docs", "write"),
	"frappe.desk.doctype.tag.tag.remove_tag": ("dt", "dn", "write"),
	"frappe.desk.form.assign_to.add": ("doctype", "name", "read"),
	"frappe.desk.form.assign_to.add_multiple": ("doctype", "name", "read"),
	"frappe.desk.form.assign_to.close": ("doctype", "name", "read"),
	"frappe.desk.form.assign_to.remove": ("doctype", "name", "read"),
	"frappe.desk.form.assign_to.remove_multiple": ("doctype", "names", "read"),
	"frappe.desk.form.linked_with.get_submitted_linked_docs": ("doctype", "name", "read"),
	"frappe.desk.form.load.get_communications": ("doctype", "name", "read"),
	"frappe.desk.form.utils.get_next": ("doctype", "value", "read"),
	"frappe.desk.like.toggle_like": ("doctype", "name", "read"),
	"frappe.email.doctype.auto_email_report.auto_email_report.download": (
		"=Auto Email Report",
		"name",
		"read",
	),
	"frappe.email.doctype.auto_email_report.auto_email_report.send_now": (
		"=Auto Email Report",
		"name",
		"write",
	),
	"frappe.model.rename_doc.update_document_title": ("doctype", "docname", "write"),
}

# Arguments that must be absent or empty. `user` is judged in SELF.
WITHOUT = {
	"frappe.desk.doctype.event.event.get_events": ("filters", "for_reminder"),  # CVE-2026-114664
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": (
		"chart",
		"no_cache",
	),  # SQL from the caller's chart
	"frappe.desk.form.assign_to.add": ("assignment_rule", "assigned_by"),
	"frappe.desk.form.assign_to.add_multiple": ("assignment_rule", "assigned_by"),
	"frappe.desk.query_report.export_query": ("custom_columns",),
	"frappe.desk.query_report.run": ("custom_columns",),  # reads columns of linked records without asking
	"frappe.model.rename_doc.update_document_title": ("merge",),  # 2a 26
	"frappe.utils.print_format.download_pdf": ("doc",),  # prints what the caller sends, with its addresses
}

# 2a 11: never named in a query by others than System Managers, not even to filter by them.
SECRET_COLUMNS = frozenset(("reset_password_key", "api_key", "api_secret", "redirect_url"))

# Arguments that name the acting user: one's own name or nothing.
SELF = ("user", "comment_email", "owner")

# get_js opens what it is given below sites/: only built assets, no way up.
ASSET_METHOD = "frappe.client.get_js"
ASSET = re.compile(r"/?assets/(?:[\w\-]+/)+[\w\-.]+\.(?:js|css)")

# Cards are computed from the stored card, never from the one in the request.
CARD_METHODS = frozenset(
	(
		"frappe.desk.doctype.number_card.number_card.get_percentage_difference",
		"frappe.desk.doctype.number_card.number_card.get_result",
	)
)
# Counts the records linked to one, of whatever DocType: only of those that the caller may read.
LINKS_METHOD = "frappe.desk.notifications.get_open_count"
# Frappe keeps one result of a chart for all users; it is computed anew for each.
CHART_METHOD = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
REPORT_METHODS = frozenset(("frappe.desk.query_report.run", "frappe.desk.query_report.export_query"))

# Frappe's own DocTypes that officers' pages touch; their roles and Frappe's checks decide further.
FRAMEWORK_DOCTYPES = frozenset(
	(
		"Auto Email Report",
		"Calendar View",
		"Comment",
		"Dashboard",
		"Dashboard Chart",
		"Dashboard Chart Source",
		"Dashboard Settings",
		"Event",
		"File",
		"Form Tour",
		"Language",
		"Letter Head",
		"List Filter",
		"List View Settings",
		"Module Onboarding",
		"Notification Log",
		"Notification Settings",
		"Number Card",
		"Onboarding Step",
		"Prepared Report",
		"Print Format",
		"Print Settings",
		"Print Style",
		"Reminder",
		"Report",
		"Role",
		"Session Default Settings",
		"System Settings",  # single values that the desk asks for; Frappe asks for the right to read them
		"Tag",
		"ToDo",
		"User",
		"Workflow",
		"Workflow Action",
		"Workflow Action Master",
		"Workflow State",
		"Workspace",
	)
)
# Opened by a workspace for its blocks, and by nothing else: reading one is allowed, every other use is not.
SHOWN_DOCTYPES = frozenset(("Custom HTML Block",))
SHOWING_METHOD = "frappe.desk.form.load.getdoc"
DOCTYPE_ARGUMENTS = (
	"doctype",
	"dt",
	"reference_doctype",
	"ref_doctype",
	"parent_doctype",
	"reminder_doctype",
)

# Pages, by the first part of the path. The app's own pages (www/) check themselves.
GUEST_PAGES = frozenset(
	(
		"",
		"index",
		"login",
		"update-password",
		"message",
		"app",
		"website_script.js",
		"robots.txt",
		"favicon.ico",
	)
)
USER_PAGES = GUEST_PAGES | {"me", "printview"}  # not printpreview: no mark, no note of the print
STATIC = frozenset(("assets", "files"))

# Arguments whose meaning differs from gate.shapes.SHAPES.
_REPORT = {"filters": shapes.report_values}
_CHART = {"filters": shapes.filters_or_values, "based_on": shapes.column}


def _anything(key: str, value) -> list:
	"""Stored as text, never a condition."""
	return []


SPECIAL_SHAPES = {
	"frappe.client.get": {"filters": shapes.filters_or_name},
	"frappe.client.get_value": {"filters": shapes.filters_or_name},
	"frappe.core.doctype.access_log.access_log.make_access_log": {"filters": _anything},
	"frappe.core.doctype.prepared_report.prepared_report.get_reports_in_queued_state": _REPORT,
	"frappe.core.doctype.prepared_report.prepared_report.make_prepared_report": _REPORT,
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": _CHART,
	"frappe.desk.query_report.background_enqueue_run": _REPORT,
	"frappe.desk.query_report.export_query": _REPORT,
	"frappe.desk.query_report.run": _REPORT,
	"frappe.desk.query_report.save_report": _REPORT,
}
OWN_SHAPES = {"filters": shapes.filters_or_values}
