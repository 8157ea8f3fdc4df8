"""Which of Frappe's documents of customisation are held to customising.policy, for hooks.py."""

_CHECK = "lijian_hulei.customising.policy.check"
_WRITTEN = {"before_insert": _CHECK, "validate": _CHECK}
_BY_STAFF = {**_WRITTEN, "on_trash": "lijian_hulei.customising.policy.check_deletion"}

EVENTS: dict[str, dict[str, str]] = {
	**dict.fromkeys(
		(
			*(
				"Custom Field",
				"Letter Head",
				"Notification",
				"Print Format",
				"Property Setter",
				"Server Script",
			),
			"Workflow",
		),
		_BY_STAFF,
	),
	"Translation": _WRITTEN,
	"DocType": {**_BY_STAFF, "on_update": "lijian_hulei.customising.policy.follow_record_type"},
}
