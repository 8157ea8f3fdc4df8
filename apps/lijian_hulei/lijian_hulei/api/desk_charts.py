"""In place of Frappe's endpoint for charts of a DocType, which counts heatmaps past every limit."""

import frappe
from frappe import _
from frappe.desk.doctype.dashboard_chart import dashboard_chart

from lijian_hulei.access.personal import is_personal

HEATMAP = "Heatmap"


@frappe.whitelist()
def get(
	chart_name: str | None = None,
	filters: str | list | dict | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: str | int | None = None,
	refresh: bool | int | None = None,
) -> dict | None:
	"""A stored chart that the session's user may read; a chart sent along with the request is not drawn.

	Raises frappe.PermissionError for heatmaps of limited records.
	"""
	chart = frappe.get_doc("Dashboard Chart", chart_name)
	chart.check_permission("read")
	if chart.type == HEATMAP and is_personal(chart.document_type):
		frappe.throw(
			_("A heatmap would count records outside your area. Please choose another type of chart."),
			exc=frappe.PermissionError,
			title=_("Not Permitted"),
		)
	return dashboard_chart.get(
		chart_name=chart_name,
		filters=filters,
		from_date=from_date,
		to_date=to_date,
		timespan=timespan,
		time_interval=time_interval,
		heatmap_year=heatmap_year,
		refresh=1,
	)
