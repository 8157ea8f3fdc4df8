// Forms with a workflow whose steps need a word: asks for it when the step is chosen, saves it, then takes the step.
// The server asks again (a form can be passed by); this only spares the user an error.
frappe.provide("lijian_hulei");

/** `needs` maps an action to the fields it stands on. Call once for a DocType. */
lijian_hulei.ask_before_steps = function (doctype, needs) {
	frappe.ui.form.on(doctype, {
		before_workflow_action(frm) {
			const fieldnames = (needs[frm.selected_workflow_action] || []).filter((name) => !frm.doc[name]);
			if (!fieldnames.length) return undefined;
			frappe.dom.unfreeze();
			return new Promise((resolve, reject) => {
				const dialog = new frappe.ui.Dialog({
					title: __(frm.selected_workflow_action),
					fields: fieldnames.map((name) => {
						const field = frappe.meta.get_docfield(doctype, name, frm.doc.name);
						const { fieldname, fieldtype, options } = field;
						return { fieldname, fieldtype, options, label: __(field.label), reqd: 1 };
					}),
					primary_action_label: __(frm.selected_workflow_action),
					primary_action(values) {
						dialog.taken = true;
						dialog.hide();
						frm.set_value(values)
							.then(() => frm.save())
							.then(resolve, reject);
					},
				});
				dialog.onhide = () => dialog.taken || reject();
				dialog.show();
			});
		},
	});
};
