// Names instead of record numbers where Frappe shows the number: computed links after the first save, and the heading
// of records whose title is a link.

const links_of = (frm) =>
	frm.meta.fields.filter(
		(df) => df.fieldtype === "Link" && frm.doc[df.fieldname] && frappe.boot.link_title_doctypes?.includes(df.options)
	);

const title_of = (df, value) => frappe.utils.get_link_title(df.options, value);

function show_heading(frm) {
	const df = frappe.meta.get_docfield(frm.doctype, frm.meta.title_field);
	const title = df?.fieldtype === "Link" && !frm.is_new() && title_of(df, frm.doc[df.fieldname]);
	if (title) frm.page.set_title(frappe.utils.escape_html(title));
}

async function name_links(frm) {
	const { docname } = frm;
	const missing = links_of(frm).filter((df) => !title_of(df, frm.doc[df.fieldname]));
	await Promise.all(missing.map((df) => frappe.utils.fetch_link_title(df.options, frm.doc[df.fieldname])));
	if (frm.docname !== docname) return;
	for (const df of missing) frm.refresh_field(df.fieldname);
	show_heading(frm);
}

/** After a first save Frappe refreshes twice, and every remark above the form stands there twice. */
function drop_repeated_remarks(frm) {
	const seen = new Set();
	frm.layout.message?.children().each((_at, line) => {
		if (seen.has(line.textContent)) line.remove();
		seen.add(line.textContent);
	});
}

$(document).on("form-refresh", (_event, frm) => {
	drop_repeated_remarks(frm);
	name_links(frm);
});

const LISTED_BY_LINK = { "Control Summary": "area", "Opinion Patrol": "agency", "Privacy Breach": "agency" };

for (const [doctype, fieldname] of Object.entries(LISTED_BY_LINK)) {
	frappe.listview_settings[doctype] = { formatters: { [fieldname]: (value, df) => title_of(df, value) || value } };
}
