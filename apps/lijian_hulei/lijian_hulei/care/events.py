"""Which records' changes the pairings of helpers follow, for hooks.py."""

EVENTS: dict[str, dict[str, str]] = {
	"Household": {"on_update": "lijian_hulei.care.services.follow_move_of_household"},
	"Minor": {"on_update": "lijian_hulei.care.services.follow_minor"},
	"Officer": {"on_update": "lijian_hulei.care.services.follow_helper"},
}
