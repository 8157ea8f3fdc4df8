"""Which of Frappe's documents of customisation are held to customising.policy, for hooks.py."""

_CHECK = "lijian_hulei.customising.policy.check"
_CHANGES = "lijian_hulei.customising.services.script_changes"
_WRITTEN = {"before_insert": _CHECK, "validate": _CHECK}
_BY_STAFF = {**_WRITTEN, "on_trash": "lijian_hulei.customising.policy.check_deletion"}

EVENTS: dict[str, dict[str, str | list[str]]] = {
	**dict.fromkeys(("Custom Field", "Letter Head", "Notification", "Property Setter"), _BY_STAFF),
	"Print Format": {
		"before_insert": _CHECK,
		"validate": ["lijian_hulei.printing.shipped.keep", _CHECK],
		"on_trash": ["lijian_hulei.printing.shipped.keep", _BY_STAFF["on_trash"]],
		"before_import": "lijian_hulei.printing.shipped.make_room",
	},
	"Server Script": {
		**_BY_STAFF,
		"on_update": f"{_CHANGES}.tell_of_change",
		"after_delete": f"{_CHANGES}.tell_of_deletion",
	},
	"Translation": _WRITTEN,
	"Workflow": {
		**_BY_STAFF,
		"on_update": "lijian_hulei.customising.services.choices.offer_states",
	},
	"DocType": {**_BY_STAFF, "on_update": "lijian_hulei.customising.policy.follow_record_type"},
}
