"""What the System Steward's forms use besides: Frappe's documents of customisation and their endpoints."""

# Opened by the System Steward as well; what may be written there: customising/policy.py.
DOCTYPES = frozenset(
	(
		*(
			"Custom Field",
			"Customize Form",
			"Customize Form Field",
			"DocField",
			"DocPerm",
			"DocType",
			"DocType Link",
		),
		*(
			"DocType State",
			"Module Def",
			"Notification",
			"Notification Recipient",
			"Print Style",
			"Property Setter",
		),
		*(
			"Server Script",
			"Translation",
			"Workflow Action Master",
			"Workflow Document State",
			"Workflow State",
		),
		"Workflow Transition",
	)
)
METHODS = frozenset(
	(
		"frappe.core.doctype.doctype.doctype.get_row_size_utilization",  # a percentage, in Customize Form
		"frappe.custom.doctype.custom_field.custom_field.get_fields_label",
		"frappe.printing.doctype.print_format.print_format.make_default",
		"frappe.printing.page.print_format_builder.print_format_builder.create_custom_format",
		"frappe.printing.page.print_format_builder_beta.print_format_builder_beta.get_google_fonts",
		"frappe.utils.weasyprint.get_html",
	)
)
