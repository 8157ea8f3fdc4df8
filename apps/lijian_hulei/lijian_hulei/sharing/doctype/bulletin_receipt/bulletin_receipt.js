frappe.ui.form.on("Bulletin Receipt", {
	refresh(frm) {
		if (frm.is_new()) return;
		const place = frm.get_field("content_html").$wrapper.empty();
		if (frm.doc.state === "Withdrawn") {
			place.text(__("This information was withdrawn. Do not use or pass on what you have of it."));
		} else if (frm.opened?.receipt === frm.doc.name) {
			frm.events.show_text(frm, place);
		} else {
			const button = $("<button class='btn btn-primary btn-sm'>").text(__("Open and Sign")).appendTo(place);
			button.on("click", () => frm.events.open_text(frm));
		}
	},

	async open_text(frm) {
		const receipt = frm.doc.name;
		const found = await frappe.xcall("lijian_hulei.api.sharing.open_bulletin", { receipt });
		frm.opened = { receipt, ...found };
		frm.reload_doc(); // signing has changed it
	},

	show_text(frm, place) {
		// The server has cleaned the text.
		$("<div class='ql-editor read-mode'>").html(frm.opened.content).appendTo(place);
		if (frm.opened.expired) $("<p class='text-muted'>").text(__("It is no longer valid.")).prependTo(place);
	},
});
