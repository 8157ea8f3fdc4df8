frappe.listview_settings["Control Record"] = {
	onload(list) {
		if (frappe.model.can_create("Control Record")) list.page.add_inner_button(__("Contacts Due"), show_due);
	},
};

function show_due() {
	frappe.call({ method: "lijian_hulei.api.supervision.contacts_due", type: "GET" }).then(({ message }) => {
		if (!message?.length) {
			frappe.msgprint(__("Everybody in your villages has been contacted this month."));
			return;
		}
		const dialog = new frappe.ui.Dialog({ title: __("Contacts Due"), size: "small" });
		for (const due of message) {
			const last = due.last_contact_on ? frappe.datetime.str_to_user(due.last_contact_on) : __("never");
			$(`<button type="button" class="btn btn-default btn-block text-left" style="margin-bottom: 8px"></button>`)
				.text(`${due.person} · ${due.area_name} · ${__("last contact {0}", [last])}`)
				.on("click", () => {
					dialog.hide();
					frappe.new_doc("Control Record", { person: due.person });
				})
				.appendTo(dialog.body);
		}
		dialog.show();
	});
}
