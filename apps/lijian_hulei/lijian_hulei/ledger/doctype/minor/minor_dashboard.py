from frappe import _


def get_data() -> dict:
	"""The records that hang on a minor; Obligation points here by a dynamic link."""
	return {
		"fieldname": "minor",
		"non_standard_fieldnames": {"Obligation": "subject_name"},
		"dynamic_links": {"subject_name": ["Minor", "subject_doctype"]},
		"transactions": [
			{"label": _("Care"), "items": ["Visit", "Support Pairing", "Follow Up"]},
			{"label": _("Grade and Duties"), "items": ["Grade Change", "Obligation"]},
		],
	}
