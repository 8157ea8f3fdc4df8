frappe.ui.form.on("Officer", {
	refresh(frm) {
		lijian_hulei.sealed.bind(frm, "mobile");
		if (frm.is_new() || frm.doc.status !== "Active" || !frm.perm[0].write) return;
		frm.add_custom_button(__("Login Link"), () => issue_login_link(frm));
		frm.add_custom_button(__("Leave Office"), () => leave_office(frm));
	},
});

function issue_login_link(frm) {
	frappe.confirm(__("Make a new link by which {0} sets a password?", [frm.doc.officer_name]), () =>
		frappe
			.call({
				method: "lijian_hulei.api.officers.issue_login_link",
				type: "POST",
				args: { officer: frm.doc.name },
			})
			.then(({ message }) => {
				const $link = $("<code></code>").text(message.link);
				const text = $("<p></p>").text(__("Please hand this link over in person. It is shown only once."));
				frappe.msgprint({ title: __("Login Link"), message: $("<div></div>").append(text, $link).html() });
			})
	);
}

function leave_office(frm) {
	frappe.prompt(
		[
			{
				fieldname: "left_on",
				fieldtype: "Date",
				label: __("Left On"),
				default: frappe.datetime.get_today(),
				reqd: 1,
				description: __("The first day without access. On this day the login is closed and every session ends."),
			},
		],
		({ left_on }) => frm.set_value("left_on", left_on).then(() => frm.save()),
		__("Leave Office"),
		__("Save")
	);
}
