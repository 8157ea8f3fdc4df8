"""Verbs of care that other parts may call."""

from lijian_hulei.care.services.pairing import (
	end_pairing,
	follow_helper,
	follow_minor,
	follow_move_of_household,
	leaders_without_red_household,
)
from lijian_hulei.care.services.visits import record_visit_effects

__all__ = [
	"end_pairing",
	"follow_helper",
	"follow_minor",
	"follow_move_of_household",
	"leaders_without_red_household",
	"record_visit_effects",
]
