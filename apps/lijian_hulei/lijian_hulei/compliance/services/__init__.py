"""Verbs of compliance that other parts may call."""

from lijian_hulei.compliance.services.freezing import draft_bulletin, freeze_month
from lijian_hulei.compliance.services.opening import open_period
from lijian_hulei.compliance.services.overdue import escalate, mark_overdue, send_digest
from lijian_hulei.compliance.services.running import catch_up, enqueue_month, refresh, run_month
from lijian_hulei.compliance.services.settling import settle, settle_for
from lijian_hulei.compliance.services.urgent import send_urgent

__all__ = [
	"catch_up",
	"draft_bulletin",
	"enqueue_month",
	"escalate",
	"freeze_month",
	"mark_overdue",
	"open_period",
	"refresh",
	"run_month",
	"send_digest",
	"send_urgent",
	"settle",
	"settle_for",
]
