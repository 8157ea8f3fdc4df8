from frappe import _


def get_data() -> dict:
	"""The records that hang on a household."""
	return {
		"fieldname": "household",
		"transactions": [{"label": _("Care"), "items": ["Minor", "Support Pairing", "Visit"]}],
	}
