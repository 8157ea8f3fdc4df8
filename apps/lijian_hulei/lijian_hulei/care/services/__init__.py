"""Verbs of care that other parts may call."""

from lijian_hulei.care.services.pairing import (
	end_pairing,
	end_pairings_of_departed,
	leaders_without_red_household,
)
from lijian_hulei.care.services.visits import record_visit_effects

__all__ = ["end_pairing", "end_pairings_of_departed", "leaders_without_red_household", "record_visit_effects"]
