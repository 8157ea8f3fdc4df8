// Formats that came with the app stay as they are; a copy is what a steward changes. Frappe's own Duplicate leaves out
// what stands in the app's files.

frappe.ui.form.on("Print Format", { refresh: offer_copy });

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
