frappe.ui.form.on("Guidance Note", {
});
