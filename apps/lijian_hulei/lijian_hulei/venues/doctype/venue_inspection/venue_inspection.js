frappe.ui.form.on("Venue Inspection", {
	setup(frm) {
		lijian_hulei.links.offer_venues(frm, "venue");
		lijian_hulei.links.offer_officers(frm, "lead_inspector");
		lijian_hulei.links.offer_officers(frm, "inspectors");
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.lead_inspector) {
			frappe.call({ method: "lijian_hulei.api.desk.my_day", type: "GET" }).then(({ message }) => {
				if (frm.is_new() && message?.officer) frm.set_value("lead_inspector", message.officer);
			});
		}
	},

	refresh(frm) {
		if (frm.is_new()) frm.set_intro(__("Choose the venue and save: its checklist appears."), "blue");
		const grid = frm.get_field("items").grid;
		grid.cannot_add_rows = true;
		grid.cannot_delete_rows = true;
		const answering = !frm.is_new() && frm.doc.docstatus === 0 && Boolean(frm.perm[0]?.write);
		frm.toggle_display("items", !answering && !frm.is_new());
		frm.toggle_display("checklist_view", answering);
		if (answering) {
			frm.add_custom_button(__("Everything Complies"), () => everything_complies(frm));
			show_checklist(frm);
		}
	},
});

const RESULTS = [
	{ value: "Pass", style: "success" },
	{ value: "Fail", style: "danger" },
	{ value: "Not Applicable", style: "secondary" },
];

/** The checklist as cards with large buttons: a phone shows a grid only row by row. */
function show_checklist(frm) {
	const place = frm.get_field("checklist_view").$wrapper.empty();
	$(`<div class="mb-2 text-muted hulei-progress"></div>`).appendTo(place);
	for (const row of frm.doc.items || []) place.append(card(frm, row));
	show_progress(frm);
}

function card(frm, row) {
	const escape = frappe.utils.escape_html;
	const mark = row.is_five_must ? `<span class="indicator-pill red">${__("Is Five Must")}</span> ` : "";
	const found = $(`<div class="frappe-card p-3 mb-2">
		<div class="mb-1"><b>${row.idx}.</b> ${mark}${escape(row.item)}</div>
		<div class="small text-muted mb-2">${escape(row.legal_basis || "")}</div>
		<div class="d-flex hulei-results" style="gap: 8px"></div>
		<div class="hulei-more mt-2">
			<textarea class="form-control mb-2" rows="2"></textarea>
			<button type="button" class="btn btn-default btn-sm"></button>
			<img class="d-none mt-2" style="max-width: 160px; border-radius: 6px">
		</div>
	</div>`);
	for (const { value, style } of RESULTS) {
		$(`<button type="button" class="btn flex-fill" style="min-height: 44px">${__(value)}</button>`)
			.attr({ "data-result": value, "data-style": style })
			.on("click", () => choose(frm, row, value, found))
			.appendTo(found.find(".hulei-results"));
	}
	found
		.find("textarea")
		.attr("placeholder", __("What is wrong, and what was done about it"))
		.val(row.remark || "")
		.on("change", (event) => frappe.model.set_value(row.doctype, row.name, "remark", event.target.value));
	found.find(".hulei-more button").on("click", () => take_photo(frm, row, found));
	paint(row, found);
	return found;
}

function choose(frm, row, value, found) {
	frappe.model.set_value(row.doctype, row.name, "result", row.result === value ? "" : value).then(() => {
		paint(row, found);
		show_progress(frm);
		if (row.result === "Fail") found.find("textarea").trigger("focus");
	});
}

function paint(row, found) {
	found.find("[data-result]").each((_at, button) => {
		const { result, style } = button.dataset;
		const chosen = row.result === result;
		$(button).toggleClass(`btn-${style}`, chosen).toggleClass("btn-default", !chosen).attr("aria-pressed", chosen);
	});
	const asks = row.result === "Fail" || (row.result === "Not Applicable" && row.is_five_must);
	found.find(".hulei-more").toggle(Boolean(asks || row.remark || row.photo));
	found.find(".hulei-more button").text(row.photo ? __("Take Another Photo") : __("Take a Photo"));
	found.find("img").toggleClass("d-none", !row.photo);
	if (row.photo) found.find("img").attr("src", row.photo);
}

function take_photo(frm, row, found) {
	new frappe.ui.FileUploader({
		doctype: frm.doctype,
		docname: frm.docname,
		folder: "Home/Attachments",
		allow_multiple: false,
		make_attachments_public: false,
		restrictions: { allowed_file_types: ["image/*"] },
		on_success: ({ file_url }) =>
			frappe.model.set_value(row.doctype, row.name, "photo", file_url).then(() => paint(row, found)),
	});
}

function everything_complies(frm) {
	for (const row of frm.doc.items) {
		if (!row.result) frappe.model.set_value(row.doctype, row.name, "result", "Pass");
	}
	show_checklist(frm);
}

function show_progress(frm) {
	const rows = frm.doc.items || [];
	const answered = rows.filter((row) => row.result).length;
	const failed = rows.filter((row) => row.result === "Fail").length;
	frm.get_field("checklist_view")
		.$wrapper.find(".hulei-progress")
		.text(__("{0} of {1} items looked at, {2} do not comply", [answered, rows.length, failed]));
	frm.refresh_field("rectify_by");
}
