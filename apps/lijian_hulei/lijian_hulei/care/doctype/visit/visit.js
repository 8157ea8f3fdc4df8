frappe.ui.form.on("Visit", {
	setup(frm) {
		lijian_hulei.links.offer_minors(frm, "minor");
		lijian_hulei.links.offer_officers(frm, "main_visitor");
		lijian_hulei.links.offer_officers(frm, "companions");
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.main_visitor) {
			frappe.call({ method: "lijian_hulei.api.desk.my_day", type: "GET" }).then(({ message }) => {
				if (frm.is_new() && message?.officer) frm.set_value("main_visitor", message.officer);
			});
		}
	},

	refresh(frm) {
		// The place is the child's, filled in on the server; the user's own default would only mislead.
		if (frm.is_new() && !frm.doc.minor && frm.doc.area) frm.set_value({ household: null, area: null });
		if (frm.doc.entered_days_later > 0) {
			frm.set_intro(__("Entered {0} days after the visit", [frm.doc.entered_days_later]), "orange");
		}
		if (!frm.is_new() && frm.doc.docstatus === 1 && frappe.model.can_create("Visit")) {
			frm.add_custom_button(__("New Visit"), () => frappe.new_doc("Visit", { minor: frm.doc.minor }));
		}
	},

	minor(frm) {
		frm.set_value({ household: null, area: null });
	},

	take_position(frm) {
		if (!navigator.geolocation) {
			frappe.msgprint(__("This browser cannot tell its position."));
			return;
		}
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				frm.set_value({
					latitude: coords.latitude,
					longitude: coords.longitude,
					position_accuracy: coords.accuracy,
				});
			},
			() => frappe.msgprint(__("The position could not be taken. Allow it in the browser, or go on without.")),
			{ enableHighAccuracy: true, timeout: 15000 }
		);
	},
});
