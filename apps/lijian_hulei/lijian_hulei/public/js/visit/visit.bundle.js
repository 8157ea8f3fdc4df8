// The phone page /visit: a list, a form, and the way between them with the phone's own back button.

import { fill, h } from "./dom.js";
import { entryScreen } from "./entry.js";
import { listScreen } from "./list.js";
import { logOut } from "./server.js";
import { __ } from "./words.js";

const page = document.getElementById("visit-page");
const title = h("h1");
const back = h("button.back", { type: "button", "aria-label": __("Back"), onclick: () => history.back() }, "‹");
const more = h(
	"details.menu",
	{},
	h("summary", { "aria-label": __("Menu") }, "⋯"),
	h("div", {}, h("a", { href: "/app" }, __("To The Desk")), h("button.link", { type: "button", onclick: askAndLogOut }, __("Log Out")))
);
const place = h("div");
const list = listScreen(open);
let entry = null;

function show(screen, words) {
	title.textContent = words;
	back.hidden = screen === list;
	fill(place, screen);
}

// The address never tells whose form is open: only that one is.
function open(row) {
	entry = entryScreen(row, close);
	history.pushState({ form: true }, "", "#form");
	show(entry, __("New Visit"));
}

function close(changed) {
	entry = null;
	if (history.state && history.state.form) history.back();
	if (changed) list.refresh();
}

const wouldLose = () => Boolean(entry && entry.isOpen());
const mayLeave = () => !wouldLose() || window.confirm(__("Leave this visit? What you have entered is not saved."));

function askAndLogOut() {
	if (!mayLeave()) return;
	entry = null;
	logOut();
}

window.addEventListener("popstate", () => {
	if (!mayLeave()) {
		history.pushState({ form: true }, "", "#form");
		return;
	}
	entry = null;
	show(list, __("Visits"));
});
window.addEventListener("beforeunload", (event) => {
	if (!wouldLose()) return;
	event.preventDefault();
	event.returnValue = "";
});
// A page restored from memory may belong to somebody who has logged out since.
window.addEventListener("pageshow", (event) => event.persisted && !wouldLose() && window.location.reload());

if (window.location.hash) history.replaceState(null, "", window.location.pathname);
fill(page, h("header", {}, back, title, more), place);
show(list, __("Visits"));
