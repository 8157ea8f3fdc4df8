// Masters are named by stable English codes that rules refer to. People meet their Chinese title alone; who writes rules and
// masters sees the code in the form as well.

export const MASTERS = [
	"Activity Kind",
	"Agency Type",
	"Bulletin Kind",
	"Duty",
	"Feedback Topic",
	"Lesson Form",
	"Listed Offence",
	"Need Type",
	"Position",
	"Relief Type",
	"Report Situation",
	"Risk Factor",
	"Safety Item",
	"Venue Type",
	"Visit Topic",
];
const CODE_READERS = ["System Manager", "System Steward"];

for (const doctype of MASTERS) {
	frappe.listview_settings[doctype] = { ...frappe.listview_settings[doctype], hide_name_column: true };
}

$(document).on("form-refresh", (_event, frm) => {
	if (!MASTERS.includes(frm.doctype) || frm.is_new()) return;
	const title = frm.doc[frm.meta.title_field];
	frm.toggle_display("code", CODE_READERS.some((role) => frappe.user.has_role(role)));
	frm.page.set_title_sub("");
	frappe.utils.set_title(title);
	$("#navbar-breadcrumbs li.disabled:last a").text(title);
});

// What Frappe translates in a field one writes in, it also translates where one only reads.
for (const doctype of frappe.boot?.translated_doctypes || []) {
	frappe.form.link_formatters[doctype] ??= (value) => __(value);
}
