// Officers have their pages ready: what builds pages, boards and reports is for who manages the site, and the
// gate (access/gate/methods.py) refuses it to others. What would only be refused is not offered.

const OFFERED_VIEWS = ["List", "Report", "Calendar", "Image", "Inbox", "Tree"];
const REFUSED_IN_LISTS = ["Apply Assignment Rule"];
const REFUSED_IN_FORMS = ["Links"];
const REFUSED_IN_REPORTS = [
	...["PDF", "Add Column", "Setup Auto Email", "Save", "Save As", "Edit", "User Permissions"],
	...["Create Card", "Set Chart", "Add Chart to Dashboard"],
];
// A report on masters may be saved by these, and reports of figures sent by mail (access/figures.py).
const SAVERS = ["Protection Office", "Governance Office", "System Steward"];
const REFUSED_IN_DASHBOARDS = ["Edit", "New"];
const REFUSED_BUTTONS = ["Create Card", "Set Chart", "Add Chart to Dashboard"];
// Frappe adds the two for charts without a name; what our reports add has one.
const CHART_BUTTONS = "#page-query-report .custom-actions > button.ellipsis:not([data-label])";
const MAIL_ICON = "#icon-mail";
const REFUSED_IN_TIMELINE = [".action-btn.reply", ".action-btn.reply-all", ".document-email-link"];
const REFUSED_IN_SIDEBAR = [".form-shared", ".followed-by-section", ".form-follow"];

const is_officer = () => frappe.boot && !frappe.user.has_role("System Manager");
const key = (label) => encodeURIComponent(label);

function hide_by_style(...selectors) {
	$("<style>").text(`${selectors.join(",")} { display: none !important; }`).appendTo(document.head);
}

const without = (labels, offered) => labels.filter((label) => !offered.includes(label));
const may_save = (doctype) => !frappe.boot.hulei_personal.includes(doctype) && SAVERS.some((role) => frappe.user.has_role(role));
const may_mail = (report) => frappe.boot.hulei_figures.includes(report) && frappe.model.can_create("Auto Email Report");

function refused_here() {
	const route = frappe.get_route();
	if (route[0] === "Form") return REFUSED_IN_FORMS;
	if (route[0] === "dashboard-view") return REFUSED_IN_DASHBOARDS;
	if (route[0] === "query-report") return without(REFUSED_IN_REPORTS, may_mail(route[1]) ? ["Setup Auto Email"] : []);
	return route.includes("Report") ? without(REFUSED_IN_REPORTS, may_save(route[1]) ? ["Save", "Save As"] : []) : REFUSED_IN_LISTS;
}

function refused_keys() {
	const labels = refused_here();
	const context = "Button in list view actions menu";
	return new Set(labels.flatMap((label) => [key(__(label)), key(__(label, null, context))]));
}

/** A menu is judged when it opens: Frappe fills it in several places and at several times. */
function tidy_menu(event) {
	const refused = refused_keys();
	$(event.target)
		.find(".menu-item-label")
		.each((_index, item) => {
			if (refused.has(item.dataset.label)) $(item).closest("li").addClass("hidden");
		});
}

/** Mail from forms is closed (docs/security.md); the button above a form's history has no name of its own. */
function tidy_timeline(_event, frm) {
	const buttons = $(frm.wrapper).find(".timeline-actions .action-btn, .action-buttons .action-btn");
	buttons.filter((_index, button) => $(button).find(`use[href="${MAIL_ICON}"]`).length).addClass("hidden");
}

// A maker's advertisements beside reports and scripts; Frappe asks the browser whether they have been dismissed.
for (const banner of ["show_insights_banner", "show_github_star_banner"]) localStorage.setItem(banner, "false");

if (frappe.boot && !frappe.user.has_role("Workspace Manager")) {
	hide_by_style("[data-page-route='Workspaces'] .page-actions");
}

if (is_officer()) {
	frappe.views.view_modes = frappe.views.view_modes.filter((view) => OFFERED_VIEWS.includes(view));
	hide_by_style(...REFUSED_IN_SIDEBAR.map((part) => `.form-sidebar ${part}`));
	hide_by_style(...REFUSED_BUTTONS.map((label) => `.page-form [data-label="${key(__(label))}"], .custom-actions [data-label="${key(__(label))}"]`));
	hide_by_style(CHART_BUTTONS);
	hide_by_style(...REFUSED_IN_TIMELINE.map((part) => `.form-footer ${part}`));
	// Frappe asks this list before it offers mail in a form's menu or by its shortcut.
	frappe.boot.user.can_email = [];
	$(document).on("form-refresh", tidy_timeline);
	$(document).on("show.bs.dropdown", tidy_menu);
}
