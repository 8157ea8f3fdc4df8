// Frappe's website speaks English whatever the reader's language where only the desk gets translations, and in its frame.

const words = frappe.boot?.hulei_words || {};
frappe._messages = { ...frappe._messages, ...words };
document.documentElement.lang = frappe.boot?.lang || "zh";

for (const button of document.querySelectorAll(".navbar-toggler")) {
	button.setAttribute("aria-label", words.Menu || button.getAttribute("aria-label"));
}
// Logos beside the name of the page they stand on.
for (const image of document.querySelectorAll(".page-card-head img:not([alt]), .navbar-brand img:not([alt])")) {
	image.alt = "";
}
// Titles of cards are the only headings of their pages; links of the account's page are pictures beside their name.
for (const head of document.querySelectorAll(".page-card-head h4")) {
	head.setAttribute("role", "heading");
	head.setAttribute("aria-level", "1");
}
for (const link of document.querySelectorAll(".my-account-item-link a")) {
	link.setAttribute("aria-label", link.querySelector(".item-link-text")?.textContent.trim() || "");
}
