// Sealed fields on a form: shown covered, opened one at a time with a reason, for thirty seconds.
// The clear text is shown in a dialog only. It is never put into the form, the browser's storage or the address.

frappe.provide("lijian_hulei.sealed");

const SECONDS_SHOWN = 30;
const ROLES = ["Sealed Field Reader", "Protection Office"];

const is_masked = (value) => /\*\*|\*$/.test(value || "");
const may_reveal = () => ROLES.some((role) => frappe.user.has_role(role)) || frappe.session.user === "Administrator";

// Adds a Reveal button beside `fieldname` of the form (call in refresh).
lijian_hulei.sealed.bind = function (frm, fieldname) {
	const field = frm.fields_dict[fieldname];
	if (!field || !field.$wrapper) return;
	field.$wrapper.find(".sealed-reveal").remove();
	if (frm.is_new() || !may_reveal() || !is_masked(frm.doc[fieldname])) return;
	const button = $(`<button type="button" class="btn btn-xs btn-default sealed-reveal"></button>`)
		.text(__("Reveal"))
		.on("click", () => lijian_hulei.sealed.ask(frm.doctype, frm.doc.name, fieldname, __(field.df.label)));
	field.$wrapper.find(".clearfix, .control-label").first().append(button);
};

// The same for the rows of a child table: a button above the grid that opens the selected row's field.
lijian_hulei.sealed.bind_grid = function (frm, table, fieldname) {
	const grid = frm.fields_dict[table] && frm.fields_dict[table].grid;
	if (!grid || frm.is_new() || !may_reveal()) return;
	grid.add_custom_button(__("Reveal"), () => {
		const row = grid.get_selected_children()[0];
		if (!row || !is_masked(row[fieldname])) {
			frappe.show_alert({ message: __("Please select a row with a covered text."), indicator: "orange" });
			return;
		}
		lijian_hulei.sealed.ask(row.doctype, row.name, fieldname, __(frappe.meta.get_label(row.doctype, fieldname)));
	});
};

lijian_hulei.sealed.ask = function (doctype, name, fieldname, label) {
	frappe.prompt(
		[
			{
				fieldname: "reason",
				fieldtype: "Small Text",
				label: __("Reason"),
				reqd: 1,
				description: __("Your name, the time and this reason are kept in the reveal log."),
			},
		],
		({ reason }) =>
			frappe
				.call({
					method: "lijian_hulei.api.reveal.reveal",
					type: "POST",
					args: { doctype, name, fieldname, reason },
					freeze: true,
				})
				.then((answer) => answer.message && show(label, answer.message.value)),
		__("Reveal {0}", [label]),
		__("Reveal")
	);
};

function show(label, value) {
	const dialog = new frappe.ui.Dialog({
		title: label,
		fields: [{ fieldname: "shown", fieldtype: "HTML" }],
	});
	const $value = $(`<p class="h4 text-center"></p>`).text(value);
	const $left = $(`<p class="text-muted text-center small"></p>`);
	dialog.fields_dict.shown.$wrapper.append($value, $left);
	let seconds = SECONDS_SHOWN;
	const tick = () => {
		$left.text(__("Closes in {0} seconds.", [seconds]));
		if (seconds-- <= 0) dialog.hide();
	};
	const timer = setInterval(tick, 1000);
	dialog.onhide = () => {
		clearInterval(timer);
		$value.text("");
		dialog.$wrapper.remove();
	};
	tick();
	dialog.show();
}
