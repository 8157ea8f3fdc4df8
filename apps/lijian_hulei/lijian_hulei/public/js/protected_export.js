// Records with personal data leave the system as a password-protected file only (privacy/protected_export.py). The
// item stands in the menu of every list and report of such records, for whoever may export them.

import { ask_for_file, chosen_filters, is_typed_twice, keep_password_here, reason_and_password, save_file } from "./protected_file.js";

const API = "lijian_hulei.api.export";
const EVENT = "protected_export_progress";
const ASK_AGAIN_AFTER = 3000; // milliseconds, where the realtime server does not answer
const key = (label) => encodeURIComponent(label);

/** What the open page shows, if it holds personal data: { page, doctype } of a list, with `report` of a report. */
function shown() {
	const [view, name] = frappe.get_route();
	const personal = (doctype) => (frappe.boot.hulei_personal || []).includes(doctype);
	const report = frappe.query_report;
	if (view === "query-report" && report?.report_name === name) {
		const doctype = report.report_doc?.ref_doctype;
		const figures = (frappe.boot.hulei_figures || []).includes(name);
		return personal(doctype) && !figures ? { page: report.page, doctype, report } : null;
	}
	const list = window.cur_list;
	return view === "List" && list?.doctype === name && personal(name) ? { page: list.page, doctype: name, list } : null;
}

/** A menu is filled when it opens: Frappe empties it in several places and at several times. */
function offer() {
	const view = shown();
	if (!view || !frappe.model.can_export(view.doctype)) return;
	const label = __("Protected Export");
	if (view.page.menu.find(`.menu-item-label[data-label="${key(label)}"]`).length) return;
	view.page.add_menu_item(label, () => ask(shown()), true);
}

/** Frappe's own exports of these records are refused by the gate; what would only be refused is not offered. */
function hide_stock(event) {
	if (!shown() || frappe.user.has_role("System Manager")) return;
	const stock = [key(__("Export")), key(__("Export", null, "Button in list view actions menu"))];
	$(event.target)
		.find(".menu-item-label")
		.each((_index, item) => {
			if (stock.includes(item.dataset.label)) $(item).closest("li").addClass("hidden");
		});
}

async function ask(view) {
	if (!view) return;
	const columns = view.report ? [] : await columns_of(view);
	const dialog = new frappe.ui.Dialog({
		title: __("Protected Export"),
		fields: [
			...(view.report ? [] : [column_field(columns)]),
			...reason_and_password(
				__("At least ten characters: who asked for the data and what it is for. It is kept with the export.")
			),
		],
		primary_action_label: __("Make the File"),
		primary_action: (values) => start(dialog, view, values),
	});
	keep_password_here(dialog);
	dialog.show();
}

async function columns_of({ doctype, list }) {
	const { message } = await frappe.call({ method: `${API}.columns`, type: "GET", args: { doctype } });
	const picked = list.view_name === "Report" ? list.fields.map((field) => (Array.isArray(field) ? field[0] : field)) : null;
	return message.map((column) => ({ ...column, checked: picked ? picked.includes(column.fieldname) : column.preset }));
}

function column_field(columns) {
	return {
		fieldname: "fields",
		fieldtype: "MultiCheck",
		label: __("Columns"),
		columns: 3,
		select_all: true,
		options: columns.map(({ fieldname, label, checked }) => ({ label, value: fieldname, checked })),
	};
}

async function start(dialog, view, { fields, reason, password, again }) {
	if (!is_typed_twice({ password, again })) return;
	dialog.disable_primary_action();
	try {
		const { message } = await frappe.call({
			method: `${API}.${view.report ? "start_report" : "start"}`,
			args: { ...asked(view), ...(view.report ? {} : { fields }), reason, password },
		});
		dialog.hide();
		follow(message);
	} finally {
		dialog.enable_primary_action();
	}
}

function asked({ doctype, list, report }) {
	if (report) return { report_name: report.report_name, filters: report.get_filter_values() };
	return { doctype, filters: chosen_filters(list) };
}

/** A bar until the file is there, then its button. The page may be left: the export stands in its own list. */
export function follow(first, words = {}) {
	const dialog = new frappe.ui.Dialog({
		title: words.title || __("Protected Export"),
		fields: [{ fieldname: "body", fieldtype: "HTML" }],
		primary_action_label: __("Download"),
		primary_action: () => download(first.name),
	});
	const bar = $('<div class="progress-bar" role="progressbar"></div>').attr("aria-label", __("Progress"));
	const told = $('<p class="mt-3" aria-live="polite"></p>');
	dialog.fields_dict.body.$wrapper.empty().append($('<div class="progress"></div>').append(bar), told);
	dialog.disable_primary_action();
	const show = (state, percent) => {
		bar.css("width", `${percent}%`);
		told.text(sentence(state, words));
		if (state.status === "Ready") dialog.enable_primary_action();
		return ["Queued", "Running"].includes(state.status);
	};
	const heard = (progress) => progress.name === first.name && bar.css("width", `${progress.percent}%`);
	let timer;
	const look = async () => {
		const { message } = await frappe.call({ method: `${API}.state`, type: "GET", args: { name: first.name } });
		if (show(message, ["Ready", "Failed"].includes(message.status) ? 100 : 10)) timer = setTimeout(look, ASK_AGAIN_AFTER);
	};
	dialog.onhide = () => {
		clearTimeout(timer);
		frappe.realtime.off(EVENT, heard);
	};
	frappe.realtime.on(EVENT, heard);
	dialog.show();
	if (show(first, first.status === "Ready" || first.status === "Failed" ? 100 : 5)) timer = setTimeout(look, ASK_AGAIN_AFTER);
}

function sentence(state, words) {
	const { status, row_count, expires_at, failure } = state;
	if (status === "Failed") return failure || __("The file could not be made. Please start again.");
	if (status !== "Ready" && words.waiting) return words.waiting;
	if (status === "Ready" && words.ready) return words.ready(state);
	if (status !== "Ready") return __("The file is being made. You may leave this page: it then stands in the list of protected exports.");
	const until = frappe.datetime.str_to_user(expires_at);
	return `${__("{0} rows. The file can be downloaded until {1}.", [row_count, until])} ${__("Open it with 7-Zip, WinRAR or Bandizip: Windows itself cannot open files encrypted in this way.")}`;
}

/** What is refused is said here. */
export async function download(name) {
	const { message: state } = await frappe.call({ method: `${API}.state`, type: "GET", args: { name } });
	const answer = await ask_for_file(`${API}.download`, { name });
	if (!answer.ok) {
		frappe.msgprint({ message: __("The file is not there any more. Please export anew."), indicator: "red" });
		return;
	}
	await save_file(answer, state.file_name);
}

frappe.provide("lijian_hulei");
lijian_hulei.download_protected_export = download;

if (frappe.boot) {
	$(document).on("show.bs.dropdown", (event) => {
		offer();
		hide_stock(event);
	});
}
