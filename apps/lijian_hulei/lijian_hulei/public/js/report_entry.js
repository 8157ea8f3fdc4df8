// How those who may only make a mandatory report, and not write on it afterwards, fill it in and hand it in.

const REPORT = "Mandatory Report";

frappe.ui.form.on(REPORT, {
	onload: (frm) => open_fields(frm),

	refresh(frm) {
		if (open_fields(frm)) frm.refresh_fields();
		// Frappe keeps a number left blank as nought, and a child of nought years is another report.
		frm.toggle_display("child_age", frm.is_new() || frm.doc.child_age > 0);
	},

	validate(frm) {
		if (!frm.is_new() || !frm.doc.is_anonymous || frm.perm[1]?.read) return;
		frappe.validated = false;
		if (is_complete(frm)) hand_in(frm);
	},
});

/**
 * Frappe draws a record that one may make but not change without a single field to fill in. The server asks for the
 * right to make it, and for nothing more. Returns whether it had to be opened: each refresh reads the rights anew.
 */
function open_fields(frm) {
	const own = frm.perm[0];
	if (!frm.is_new() || !own.create || own.write) return false;
	frm.perm = [{ ...own, write: 1 }, ...frm.perm.slice(1)];
	return true;
}

function is_complete(frm) {
	const missing = frm.meta.fields.filter(({ fieldname, reqd }) => reqd && !frm.doc[fieldname]);
	if (!missing.length) return true;
	const labels = missing.map(({ label }) => __(label)).join("、");
	frappe.msgprint({ title: __("Something Is Missing"), message: __("Please fill in: {0}", [labels]), indicator: "red" });
	return false;
}

/** Nobody opens an anonymous report again but those who handle it: so its form is left before it would be read back. */
async function hand_in(frm) {
	const report = { ...frm.doc };
	const { receipt_code } = await frappe.xcall("frappe.client.insert", { doc: report });
	frappe.model.clear_doc(REPORT, report.name);
	await frappe.set_route("List", REPORT, "List");
	const code = `<b style="font-size:1.4em">${frappe.utils.escape_html(receipt_code)}</b>`;
	const keep = __("Write the code down or take a picture of this page. It shows how far the report is, and nothing else.");
	const ask = `<a href="/report" target="_blank">${__("Ask by Receipt Code")}</a>`;
	frappe.msgprint({
		title: __("Your Report Has Arrived"),
		message: `<p>${__("Receipt code: {0}", [code])}</p><p>${keep}</p><p>${ask}</p>`,
		indicator: "green",
	});
}
