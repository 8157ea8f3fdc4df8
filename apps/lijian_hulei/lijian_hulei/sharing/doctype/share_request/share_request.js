frappe.ui.form.on("Share Request", {
	refresh(frm) {
		const place = frm.get_field("answer_html").$wrapper.empty();
		if (frm.is_new() || frm.doc.status !== "Granted") return;
		$("<button class='btn btn-default btn-sm'>").text(__("Open What Was Granted")).appendTo(place).on("click", async () => {
			const found = await frappe.xcall("lijian_hulei.api.sharing.open_share", { request: frm.doc.name });
			$("<p style='white-space: pre-wrap'>").text(found.answer).appendTo(place.empty());
		});
	},
});
