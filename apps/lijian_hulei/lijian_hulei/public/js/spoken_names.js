// The desk for readers aloud and for the keyboard: fields are named by their labels, buttons of a picture alone by their hints,
// rows by what stands in them; no element jumps the order of the page, and the page may be enlarged on a phone.

const UNNAMED = ":not([aria-label]):not([aria-labelledby])";
const FIELDS = ["input", "select", "textarea"];
const words = (element) => element?.textContent.trim().replace(/\s+/g, " ") || "";
const hint = (element) => element.dataset?.originalTitle || element.title || "";

function name_of_field(field) {
	const control = field.closest(".frappe-control");
	const row = field.closest(".list-row, .dt-row, .grid-row");
	const label = words(control?.querySelector(".control-label, .label-area")) || hint(field) || hint(control || field);
	if (!label && field.matches(".dt-filter")) return __("Filter");
	if (!label && field.matches(".dt-paste-target")) return __("Table");
	return label || field.placeholder || field.getAttribute("placeholder") || words(row).slice(0, 60);
}

function name_of_button(button) {
	const tip = hint(button) || hint(button.parentElement);
	if (tip) return tip;
	if (button.matches(".prev-doc")) return __("Previous Record");
	if (button.matches(".next-doc")) return __("Next Record");
	if (button.matches(".navbar-brand")) return __("Home");
	if (button.matches(".scroll-to-top")) return __("To the Top");
	const icon = button.querySelector("use")?.getAttribute("href") || "";
	const name = { "#icon-add": __("Add"), "#icon-close": __("Close", null, "Button of a dialog"), "#icon-filter": __("Filter") }[icon];
	return name || (button.matches("[data-toggle='dropdown'], .dropdown-toggle") ? __("Menu") : "");
}

const set_name = (element, name) => name && element.setAttribute("aria-label", name);

function name_everything() {
	for (const field of document.querySelectorAll(FIELDS.map((tag) => tag + UNNAMED + ":not([type='hidden'])").join())) {
		if (!field.labels?.length || !words(field.labels[0])) set_name(field, name_of_field(field));
	}
	for (const button of document.querySelectorAll(`button${UNNAMED}, a.navbar-brand${UNNAMED}, a[data-toggle]${UNNAMED}`)) {
		if (!words(button)) set_name(button, name_of_button(button));
	}
	for (const image of document.querySelectorAll("img:not([alt])")) image.alt = "";
	for (const element of document.querySelectorAll("[tabindex]:not([tabindex='0']):not([tabindex^='-'])")) element.tabIndex = 0;
	// Lists of the side bar that hold other things than their points, and points without a list, are read as plain text.
	for (const list of document.querySelectorAll("ul.sidebar-menu:not([role])")) {
		if (list.querySelector(":scope > :not(li)")) list.setAttribute("role", "group");
	}
	for (const point of document.querySelectorAll("li:not([role])")) {
		if (!point.parentElement.matches("ul:not([role='group']), ol, menu")) point.setAttribute("role", "none");
	}
	for (const opener of document.querySelectorAll("a[aria-expanded]:not([role])")) opener.setAttribute("role", "button");
}

if (frappe.boot) {
	document.querySelector("meta[name='viewport']")?.setAttribute("content", "width=device-width, initial-scale=1");
	const soon = frappe.utils.debounce(name_everything, 150);
	new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true });
}
