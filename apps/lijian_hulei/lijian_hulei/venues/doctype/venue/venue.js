frappe.ui.form.on("Venue", {
	setup(frm) {
		lijian_hulei.links.offer_stations(frm, "supervising_agency");
		lijian_hulei.links.offer(
			frm,
			"responsible_officer",
			() => ({ agency: frm.doc.supervising_agency || "", status: "Active" }),
			__("Only officers in post at the unit chosen are listed.")
		);
	},

	onload(frm) {
		// Frappe proposes the user's own agency, which is the station.
		if (frm.is_new() && frappe.user_roles.includes("Police Officer")) {
			frm.set_value({ supervising_agency: frm.doc.supervising_agency || frm.doc.agency, agency: "" });
		}
	},

	refresh(frm) {
		if (frm.is_new()) return;
		lijian_hulei.sealed.bind(frm, "phone");
		lijian_hulei.desk.next_duties(frm);
		if (frm.doc.status !== "Closed Down" && frappe.model.can_create("Venue Inspection")) {
			frm.add_custom_button(__("Inspect Now"), () =>
				frappe.new_doc("Venue Inspection", { venue: frm.doc.name })
			).addClass("btn-primary");
		}
		if (frappe.model.can_get_report("Venue") && frappe.user_roles.includes("Police Officer")) {
			frm.add_custom_button(__("Venue Supervision File"), () =>
				frappe.set_route("query-report", "Venue Supervision File", { venue: frm.doc.name })
			);
		}
	},

	take_position(frm) {
		if (!navigator.geolocation) {
			frappe.msgprint(__("This browser cannot tell its position."));
			return;
		}
		navigator.geolocation.getCurrentPosition(
			({ coords }) => frm.set_value({ latitude: coords.latitude, longitude: coords.longitude }),
			() => frappe.msgprint(__("The position could not be taken. Allow it in the browser, or go on without.")),
			{ enableHighAccuracy: true, timeout: 15000 }
		);
	},
});
