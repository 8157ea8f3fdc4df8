frappe.ui.form.on("Bulletin Receipt", {
	refresh(frm) {
		if (frm.is_new()) return;
		const place = frm.get_field("content_html").$wrapper.empty();
		if (frm.doc.state === "Withdrawn") {
			place.text(__("This information was withdrawn. Do not use or pass on what you have of it."));
			return;
		}
		$("<button class='btn btn-primary btn-sm'>").text(__("Open and Sign")).appendTo(place).on("click", () => frm.events.open_text(frm, place));
	},

	async open_text(frm, place) {
		const found = await frappe.xcall("lijian_hulei.api.sharing.open_bulletin", { receipt: frm.doc.name });
		// The server has cleaned the text.
		$("<div class='ql-editor read-mode'>").html(found.content).appendTo(place.empty());
		if (found.expired) $("<p class='text-muted'>").text(__("It is no longer valid.")).prependTo(place);
	},
});
