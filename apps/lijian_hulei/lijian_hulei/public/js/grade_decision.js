// A grade that waits for a named person, confirmed or objected to from the child's form and from the change itself.

frappe.provide("lijian_hulei.grades");

/** Adds both buttons to a form; `change` is the Grade Change they decide. */
lijian_hulei.grades.offer_decision = (frm, change) => {
	const decide = (method, args) =>
		frappe.call(`lijian_hulei.api.grading.${method}`, { change, ...args }).then(() => frm.reload_doc());
	frm.add_custom_button(__("Confirm Grade"), () =>
		frappe.confirm(__("Confirm this grade in your name?"), () => decide("confirm"))
	);
	frm.add_custom_button(__("Object"), () =>
		frappe.prompt(
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Which fact is wrong or missing?"),
				reqd: 1,
			},
			({ reason }) => decide("object_to", { reason }),
			__("Object to the Grade"),
			__("Object")
		)
	);
};
