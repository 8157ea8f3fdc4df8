frappe.ui.form.on("Venue", {
	setup(frm) {
		frm.set_query("supervising_agency", () => ({ filters: { agency_type: "police_station", enabled: 1 } }));
		frm.set_query("venue_type", () => ({ filters: { enabled: 1 } }));
		frm.set_query("agency", () => ({ filters: { enabled: 1 } }));
	},

	refresh(frm) {
		if (frm.is_new() || frm.doc.status === "Closed Down") return;
		if (frappe.model.can_create("Venue Inspection")) {
			frm.add_custom_button(__("Inspect Now"), () =>
				frappe.new_doc("Venue Inspection", { venue: frm.doc.name })
			).addClass("btn-primary");
		}
	},
});
