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

/** Links without a known title: [field of the form that shows it, kind, name]; those in its tables too. */
function unnamed(frm) {
	const found = links_of(frm).map((df) => [df.fieldname, df, frm.doc[df.fieldname]]);
	for (const table of frm.meta.fields.filter((df) => df.fieldtype === "Table")) {
		const columns = frappe.get_meta(table.options)?.fields.filter(
			(df) => df.fieldtype === "Link" && frappe.boot.link_title_doctypes?.includes(df.options)
		);
		for (const row of frm.doc[table.fieldname] || [])
			for (const df of columns || []) if (row[df.fieldname]) found.push([table.fieldname, df, row[df.fieldname]]);
	}
	return found.filter(([, df, value]) => !title_of(df, value));
}

async function name_links(frm) {
	const { docname } = frm;
	const missing = unnamed(frm);
	const asked = new Map(missing.map(([, df, value]) => [`${df.options} ${value}`, [df.options, value]]));
	await Promise.all([...asked.values()].map(([doctype, value]) => frappe.utils.fetch_link_title(doctype, value)));
	if (frm.docname !== docname) return;
	for (const field of new Set(missing.map(([field]) => field))) frm.refresh_field(field);
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

frappe.provide("lijian_hulei.lists");

/** For the `onload` of a list whose title is a link: its first column shows the name behind the number. */
lijian_hulei.lists.title_by_link = (list) => {
	if (!list.get_subject_html) return; // official v15 does so by itself
	const field = list.meta.title_field;
	const stock = list.get_subject_html.bind(list);
	list.get_subject_html = (doc) =>
		stock({ ...doc, [field]: doc[`${field}_${list.link_field_title_fields[field]}`] || doc[field] });
};

for (const doctype of ["Control Summary", "Opinion Patrol", "Privacy Breach"]) {
	frappe.listview_settings[doctype] = { onload: (list) => lijian_hulei.lists.title_by_link(list) };
}
