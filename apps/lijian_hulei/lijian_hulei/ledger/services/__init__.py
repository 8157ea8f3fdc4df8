"""The ledger's verbs. Other parts call what is named here and nothing below it."""

from lijian_hulei.ledger.services.changes import confirm_grade, object_grade, record_changes
from lijian_hulei.ledger.services.focus import refresh_focus
from lijian_hulei.ledger.services.grading import grade_minor, grade_rows
from lijian_hulei.ledger.services.names import fill_names
from lijian_hulei.ledger.services.policies import policy_in_force
from lijian_hulei.ledger.services.regrade import enqueue_regrade, regrade_all

__all__ = [
	"confirm_grade",
	"enqueue_regrade",
	"fill_names",
	"grade_minor",
	"grade_rows",
	"object_grade",
	"policy_in_force",
	"record_changes",
	"refresh_focus",
	"regrade_all",
]
