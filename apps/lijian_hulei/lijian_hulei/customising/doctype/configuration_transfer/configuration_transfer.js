frappe.ui.form.on("Configuration Transfer", {
	refresh(frm) {
		frm.disable_save();
		frm.get_field("about").$wrapper.html(
			`<p>${__(
				"One file holds the record types, fields, lists, duties, workflows, prints and words of this site, and no person. Check a file first; what is refused is named with its reason."
			)}</p>`
		);
		frm.add_custom_button(__("Export"), export_file);
		frm.add_custom_button(__("Check a File"), () => with_file((text) => check(frm, text)));
	},
});

function export_file() {
	frappe.xcall("lijian_hulei.api.configuration.export_configuration").then((text) => {
		const link = document.createElement("a");
		link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
		link.download = `${__("Configuration")}-${frappe.datetime.get_today()}.json`;
		link.click();
		URL.revokeObjectURL(link.href);
	});
}

// Read in the browser: the file is not kept on the server.
function with_file(then) {
	const input = document.createElement("input");
	input.type = "file";
	input.accept = ".json,application/json";
	input.onchange = () => input.files.length && input.files[0].text().then(then);
	input.click();
}

function check(frm, text) {
	frappe
		.call({
			method: "lijian_hulei.api.configuration.check_configuration",
			args: { text },
			freeze: true,
		})
		.then(({ message }) => {
			show(frm, message, __("This would happen:"));
			frm.remove_custom_button(__("Import"));
			frm.add_custom_button(__("Import"), () => take_over(frm, text));
			frm.change_custom_button_type(__("Import"), null, "primary");
		});
}

function take_over(frm, text) {
	frappe.confirm(
		__("Take over everything that is not refused? Nothing is deleted."),
		() =>
			frappe
				.call({
					method: "lijian_hulei.api.configuration.import_configuration",
					args: { text },
					freeze: true,
				})
				.then(({ message }) => {
					show(frm, message, __("This was done:"));
					frm.remove_custom_button(__("Import"));
				})
	);
}

const COLOURS = {
	Added: "green",
	Changed: "blue",
	Unchanged: "gray",
	"Not Taken Over": "red",
	"Checked on Import": "orange",
};

function show(frm, results, heading) {
	const counts = Object.keys(COLOURS)
		.map((status) => [status, results.filter((row) => row.status === status).length])
		.filter(([, count]) => count)
		.map(([status, count]) => `<span class="indicator-pill ${COLOURS[status]}">${__(status)} ${count}</span>`);
	// What changes nothing is only counted.
	const rows = results
		.filter((row) => row.status !== "Unchanged")
		.map(
			(row) => `<tr>
				<td>${__(frappe.utils.escape_html(row.kind))}</td>
				<td>${frappe.utils.escape_html(row.title)}</td>
				<td><span class="indicator-pill ${COLOURS[row.status]}">${__(row.status)}</span></td>
				<td>${frappe.utils.escape_html(row.reason)}</td>
			</tr>`
		);
	const head = [__("Kind"), __("Name"), __("Status"), __("Reason")].map((word) => `<th>${word}</th>`);
	frm.get_field("results").$wrapper.html(
		`<p><b>${heading}</b> ${counts.join(" ")}</p>` +
			(rows.length
				? `<table class="table table-bordered"><thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`
				: `<p>${__("Nothing changes.")}</p>`)
	);
}
