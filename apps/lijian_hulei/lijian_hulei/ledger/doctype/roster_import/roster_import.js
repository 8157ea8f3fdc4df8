// Upload, check, preview, import. Everything is decided on the server; the form shows and asks.

const AT_WORK = ["Checking", "Queued", "Importing"];
const API = "lijian_hulei.api.roster";
const POLL_MS = 4000;

frappe.ui.form.on("Roster Import", {
	setup(frm) {
		frm.get_field("file").df.options = { restrictions: { allowed_file_types: [".xlsx", ".csv"] }, make_attachments_public: false };
		frappe.realtime.on("roster_import_progress", (data) => {
			if (data.name !== frm.doc.name) return;
			show_progress(frm, data);
			if (!AT_WORK.includes(data.status)) frm.reload_doc();
		});
	},

	refresh(frm) {
		frm.add_custom_button(__("Download Template"), () => download_template(frm.doc.kind));
		show_preview(frm);
		show_progress(frm, { status: frm.doc.status, percent: frm.doc.percent });
		if (frm.is_new() || frm.is_dirty()) return;
		add_steps(frm);
		watch(frm);
	},
});

function add_steps(frm) {
	const status = frm.doc.status;
	if (AT_WORK.includes(status)) {
		frm.add_custom_button(__("Cancel Import"), () => call(frm, "cancel"));
		return;
	}
	if (!frm.doc.file || status === "Done") return;
	const check = frm.add_custom_button(__("Check"), () => call(frm, "check"));
	if (status === "Checked" || (status === "Failed" && frm.doc.cursor)) {
		frm.page.set_primary_action(__("Import"), () => confirm_import(frm));
	} else {
		check.addClass("btn-primary");
	}
}

function confirm_import(frm) {
	const question = frm.doc.error_rows
		? __("{0} rows are imported, {1} rows with errors are left out and can be corrected afterwards. Continue?", [frm.doc.good_rows, frm.doc.error_rows])
		: __("{0} rows are imported. Continue?", [frm.doc.good_rows]);
	frappe.confirm(question, () => call(frm, "start"));
}

function call(frm, method) {
	return frappe.xcall(`${API}.${method}`, { name: frm.doc.name }).then(() => frm.reload_doc());
}

function download_template(kind) {
	const query = new URLSearchParams({ kind });
	window.open(`/api/method/${API}.template?${query}`);
}

function show_progress(frm, data) {
	if (!AT_WORK.includes(data.status)) {
		frm.dashboard.hide_progress && frm.dashboard.hide_progress();
		return;
	}
	const text = data.total ? __("{0} of {1} rows", [data.done, data.total]) : __(data.status);
	frm.dashboard.show_progress(__("Progress"), data.percent || 1, text);
}

// Where the realtime connection is missing, the stored percent still moves the bar.
function watch(frm) {
	clearTimeout(frm.roster_timer);
	if (!AT_WORK.includes(frm.doc.status)) return;
	const name = frm.doc.name;
	frm.roster_timer = setTimeout(async () => {
		if (frm.doc.name !== name || !frm.wrapper.isConnected) return;
		const { message: now } = await frappe.call({ method: `${API}.state`, type: "GET", args: { name } });
		if (now.status !== frm.doc.status && !AT_WORK.includes(now.status)) {
			frm.reload_doc();
			return;
		}
		show_progress(frm, now);
		watch(frm);
	}, POLL_MS);
}

function show_preview(frm) {
	const target = frm.get_field("preview_view").$wrapper.empty();
	if (!frm.doc.preview) return;
	const found = typeof frm.doc.preview === "string" ? JSON.parse(frm.doc.preview) : frm.doc.preview;
	target.append(summary(found), errors(found), differences(found), first_rows(found));
}

function summary(found) {
	const words = [
		__("To create: {0}", [found.expected.created]),
		__("To update: {0}", [found.expected.updated]),
		__("Unchanged: {0}", [found.expected.unchanged]),
	];
	if (found.unknown_columns.length) {
		words.push(__("Columns that are not read: {0}", [found.unknown_columns.join("、")]));
	}
	return $("<p>").text(words.join(" · "));
}

function errors(found) {
	if (!found.error_count) return $("<p>").text(__("No errors were found."));
	const rows = found.errors.map((error) => [error.row, error.column, error.text]);
	return table(__("Errors: {0}", [found.error_count]), [__("Row"), __("Column"), __("What is wrong")], rows);
}

function differences(found) {
	if (!found.difference_count) return "";
	const rows = found.differences.map((row) => [row.row, row.minor, row.columns.join("、")]);
	return table(__("Different from the ledger: {0}", [found.difference_count]), [__("Row"), __("Record"), __("Columns")], rows);
}

function first_rows(found) {
	return table(__("First rows"), [__("Row"), ...found.columns], found.rows);
}

function table(title, head, rows) {
	const cells = (tag, values) => $("<tr>").append(values.map((value) => $(`<${tag}>`).text(value ?? "")));
	const body = $("<table class='table table-bordered table-sm'>").append(
		$("<thead>").append(cells("th", head)),
		$("<tbody>").append(rows.map((row) => cells("td", row)))
	);
	return $("<details open>").append($("<summary class='bold'>").text(title), $("<div style='overflow:auto;max-height:24rem'>").append(body));
}
