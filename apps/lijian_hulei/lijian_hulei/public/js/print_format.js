// Formats that came with the app stay as they are; a copy is what a steward changes. Frappe's own Duplicate leaves out
// what stands in the app's files.

frappe.ui.form.on("Print Format", {
	refresh(frm) {
		offer_copy(frm);
		offer_specimen(frm);
	},
});

/** Whoever changes formats may read no child: what a format looks like is shown with an invented record. */
function offer_specimen(frm) {
	if (frm.is_new() || !frm.perm[0]?.write || frm.doc.print_format_builder_beta) return;
	frm.add_custom_button(__("Preview With a Specimen"), () => show_specimen(frm));
}

async function show_specimen(frm) {
	if (frm.is_dirty()) return frappe.msgprint({ message: __("Save the format first."), indicator: "orange" });
	const args = { print_format: frm.doc.name };
	const { message } = await frappe.call({ method: "lijian_hulei.api.prints.specimen_page", type: "GET", args, freeze: true });
	const dialog = new frappe.ui.Dialog({
		title: __("Preview With a Specimen"),
		size: "extra-large",
		fields: [{ fieldname: "paper", fieldtype: "HTML" }],
		primary_action_label: __("PDF"),
		primary_action: () => window.open(`/api/method/lijian_hulei.api.prints.specimen_pdf?${new URLSearchParams(args)}`),
	});
	// A page of its own, in which nothing runs.
	const paper = $('<iframe sandbox="" style="width: 100%; height: 70vh; border: 0; background: #fff"></iframe>');
	dialog.fields_dict.paper.$wrapper.append(paper.attr({ title: __("Preview With a Specimen"), srcdoc: message }));
	dialog.show();
}

function offer_copy(frm) {
	if (frm.is_new() || frm.doc.standard !== "Yes") return;
	frm.disable_save();
	frm.remove_custom_button(__("Edit Format"));
	frm.set_intro("");
	frm.set_intro(__("This print format came with the app and stays as it is. Make a copy and change that."), "blue");
	if (!frappe.model.can_create("Print Format")) return;
	frm.add_custom_button(__("Copy and Change"), () =>
		frappe.prompt(
			{ fieldname: "new_name", fieldtype: "Data", label: __("Name of the Copy"), reqd: 1 },
			async ({ new_name }) => {
				const { message } = await frappe.call({
					method: "lijian_hulei.api.prints.copy_format",
					args: { name: frm.doc.name, new_name },
					freeze: true,
				});
				if (message.custom_format) frappe.set_route("Form", "Print Format", message.name);
				else frappe.set_route("print-format-builder", message.name);
			},
			__("Copy and Change"),
			__("Copy")
		)
	).addClass("btn-primary");
}
