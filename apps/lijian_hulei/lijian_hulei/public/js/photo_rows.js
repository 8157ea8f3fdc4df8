// Rows of photos show the pictures, not their addresses: before and after can be compared on the form itself.

$(document).on("form-refresh", (_event, frm) => {
	for (const table of frm.meta.fields.filter((df) => df.fieldtype === "Table")) {
		const photo = frappe.get_meta(table.options)?.fields.find((df) => df.fieldname === "photo");
		if (!photo || photo.formatter) continue;
		photo.formatter = picture;
		const shown = frm.fields_dict[table.fieldname]?.grid.docfields?.find((df) => df.fieldname === "photo");
		if (shown) shown.formatter = picture;
		frm.refresh_field(table.fieldname);
	}
});

function picture(address) {
	if (!address) return "";
	const source = frappe.utils.escape_html(encodeURI(address));
	return `<a href="${source}" target="_blank" rel="noopener"><img src="${source}" alt="${__("Photo")}" style="max-height: 32px"></a>`;
}
