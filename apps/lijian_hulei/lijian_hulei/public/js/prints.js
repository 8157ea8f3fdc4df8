// Prints: the township's letter head on the print page, one print with sealed fields revealed, and batches as a
// protected file (printing/ on the server). Offered to whoever may print the records.

import { download, follow } from "./protected_export.js";
import { ask_for_file, chosen_filters, is_typed_twice, keep_password_here, reason_and_password, save_file } from "./protected_file.js";

const API = "lijian_hulei.api.prints";
const REVEALING = ["Sealed Field Reader", "Protection Office"];
const key = (label) => encodeURIComponent(label);
const is_personal = (doctype) => (frappe.boot.hulei_personal || []).includes(doctype);
const may_reveal = () => REVEALING.some((role) => frappe.user.has_role(role)) || frappe.session.user === "Administrator";

/* ---------------------------------------------------------------- the print page */

/** Frappe proposes the site's letter head; the record's township may have its own. */
async function show_letter_head() {
	const [page, doctype, ...rest] = frappe.get_route();
	if (page !== "print" || !doctype) return;
	// The other builder draws without marks and letter heads; the server refuses its pages.
	appears(() => $("a[href^='/app/print-format-builder-beta']:visible")).then((link) => link?.remove());
	const name = rest.join("/");
	const { message } = await frappe.call({ method: `${API}.letter_head`, type: "GET", args: { doctype, name } });
	// Before its first preview the page knows no record yet.
	await appears(() => $(".print-format-container:visible").contents().find(".print-format"));
	const field = $(".print-preview-sidebar:visible [data-fieldname='letterhead'] input");
	if (!message || !field.length) return;
	// Frappe asks for its own proposal at the same time, and writes it when it comes.
	for (let tries = 0; tries < 5 && field.val() !== message; tries++) {
		field.val(message).trigger("change");
		await pause(300);
	}
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function appears(find) {
	for (let tries = 0; tries < 60; tries++) {
		const found = find();
		if (found.length) return found;
		await pause(150);
	}
	return null;
}

/* ---------------------------------------------------------------- one print with sealed fields */

function offer_on_form() {
	const frm = window.cur_frm;
	const [view, doctype] = frappe.get_route();
	if (view !== "Form" || !frm || frm.doctype !== doctype || frm.is_new() || !is_personal(doctype)) return;
	if (!may_reveal() || !frm.perm[0]?.print) return;
	const label = __("Print With Sealed Fields");
	if (frm.page.menu.find(`.menu-item-label[data-label="${key(label)}"]`).length) return;
	frm.page.add_menu_item(label, () => ask_revealed(frm.doctype, frm.doc.name), true);
}

async function ask_revealed(doctype, name) {
	const { message: places } = await frappe.call({ method: `${API}.sealed_fields`, type: "GET", args: { doctype, name } });
	if (!places.length) {
		frappe.msgprint({ message: __("Nothing is sealed in this record."), indicator: "blue" });
		return;
	}
	const dialog = new frappe.ui.Dialog({
		title: __("Print With Sealed Fields"),
		fields: [
			{
				fieldname: "fields",
				fieldtype: "MultiCheck",
				label: __("Sealed Fields to Print in Clear"),
				options: places.map(({ field, label }) => ({ value: field, label })),
				columns: 1,
			},
			format_field(doctype),
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: 1,
				description: __("For this print alone. Your name, the time and this reason are kept in the reveal log and stand on the paper."),
			},
		],
		primary_action_label: __("Print"),
		primary_action: async ({ fields, print_format, reason }) => {
			dialog.disable_primary_action();
			try {
				if (await fetch_pdf("reveal_for_print", { doctype, name, fields, print_format, reason }, `${name}.pdf`)) dialog.hide();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}

function format_field(doctype) {
	return {
		fieldname: "print_format",
		fieldtype: "Link",
		options: "Print Format",
		label: __("Print Format"),
		default: frappe.get_meta(doctype)?.default_print_format,
		get_query: () => ({ filters: { doc_type: doctype, disabled: 0, print_format_builder_beta: 0 } }),
	};
}

async function fetch_pdf(method, args, file_name) {
	const answer = await ask_for_file(`${API}.${method}`, args);
	if (!answer.ok) {
		const body = await answer.json().catch(() => ({}));
		const messages = JSON.parse(body._server_messages || "[]").map((one) => JSON.parse(one).message);
		frappe.msgprint({ message: messages.join("<br>") || __("The print could not be made."), indicator: "red" });
		return false;
	}
	await save_file(answer, file_name);
	return true;
}

/* ---------------------------------------------------------------- batches */

function offer_on_list() {
	const list = window.cur_list;
	const [view, doctype] = frappe.get_route();
	if (view !== "List" || list?.doctype !== doctype || !is_personal(doctype) || !frappe.model.can_print(doctype)) return;
	const label = __("Batch Print");
	if (list.page.menu.find(`.menu-item-label[data-label="${key(label)}"]`).length) return;
	list.page.add_menu_item(label, () => ask_batch(list), true);
}

async function ask_batch(list) {
	const { doctype } = list;
	const { message: earlier } = await frappe.call({ method: `${API}.my_batches`, type: "GET" });
	const filters = chosen_filters(list);
	const whole_list = !list.get_checked_items(true).length;
	const has_area = frappe.meta.has_field(doctype, "area");
	const dialog = new frappe.ui.Dialog({
		title: __("Batch Print"),
		fields: [
			...(earlier.length ? [{ fieldname: "earlier", fieldtype: "HTML" }] : []),
			...(has_area && whole_list
				? [
						{
							fieldname: "area",
							fieldtype: "Link",
							options: "Area",
							label: __("Village"),
							description: __("With its grids. Empty: everything that the list shows now."),
						},
				  ]
				: []),
			format_field(doctype),
			...reason_and_password(
				__("At least ten characters: who asked for the prints and what they are for. It stands on the cover and is kept.")
			),
		],
		primary_action_label: __("Make the File"),
		primary_action: (values) => start_batch(dialog, doctype, filters, values),
	});
	keep_password_here(dialog);
	if (earlier.length) show_earlier(dialog, earlier);
	dialog.show();
}

function show_earlier(dialog, earlier) {
	const rows = earlier.map((one) => {
		const row = $('<div class="d-flex justify-content-between align-items-center mb-2"></div>');
		row.append($("<span></span>").text(`${one.title} · ${__(one.status)}`));
		if (one.status === "Ready") {
			const button = $('<button type="button" class="btn btn-xs btn-default"></button>').text(__("Download"));
			row.append(button.on("click", () => download(one.name)));
		}
		return row;
	});
	const head = $('<p class="text-muted small"></p>').text(__("Batches made already:"));
	dialog.fields_dict.earlier.$wrapper.empty().append(head, ...rows);
}

async function start_batch(dialog, doctype, filters, { area, print_format, reason, password, again }) {
	if (!is_typed_twice({ password, again })) return;
	dialog.disable_primary_action();
	try {
		const { message } = await frappe.call({
			method: `${API}.start_batch`,
			args: { doctype, filters, area, print_format, reason, password },
		});
		dialog.hide();
		follow(message, {
			title: __("Batch Print"),
			ready: (state) =>
				__("{0} records. The file can be downloaded until {1} and opens with the password.", [
					state.row_count,
					frappe.datetime.str_to_user(state.expires_at),
				]),
			waiting: __("The file is being made. You may leave this page: Batch Print in this menu then shows it."),
		});
	} finally {
		dialog.enable_primary_action();
	}
}

if (frappe.boot) {
	$(document).on("show.bs.dropdown", () => {
		offer_on_form();
		offer_on_list();
	});
	frappe.router.on("change", show_letter_head);
}
