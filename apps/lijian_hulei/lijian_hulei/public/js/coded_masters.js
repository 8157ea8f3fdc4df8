// Masters are named by stable English codes that rules refer to. Their lists show the Chinese title alone.

const MASTERS = [
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

for (const doctype of MASTERS) {
	frappe.listview_settings[doctype] = { ...frappe.listview_settings[doctype], hide_name_column: true };
}
