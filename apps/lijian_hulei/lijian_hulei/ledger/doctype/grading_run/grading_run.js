frappe.ui.form.on("Grading Run", {
	refresh(frm) {
		frm.disable_save();
		if (["Queued", "Running"].includes(frm.doc.status)) {
			show_progress(frm, frm.doc.total ? (100 * frm.doc.processed) / frm.doc.total : 0);
		}
	},

	setup(frm) {
		frappe.realtime.on("progress", (data) => {
			if (data.doctype && (data.doctype !== "Grading Run" || data.docname !== frm.doc.name)) return;
			if (data.title !== __("Grading Again")) return;
			show_progress(frm, data.percent);
			if (data.percent >= 100) frm.reload_doc();
		});
	},
});

function show_progress(frm, percent) {
	frm.dashboard.show_progress(__("Grading Again"), percent);
}
