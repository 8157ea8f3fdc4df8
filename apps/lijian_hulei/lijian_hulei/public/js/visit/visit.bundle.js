// The phone page /visit: a list, a form, and the way between them with the phone's own back button.

import { fill, h } from "./dom.js";
import { entryScreen } from "./entry.js";
import { listScreen } from "./list.js";
import { call, logOut } from "./server.js";
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
const notice = h("div.notice", { role: "status", hidden: true });
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
	notice.hidden = true;
	entry = entryScreen(row, close, { tell, remember });
	history.pushState({ form: true }, "", "#form");
	show(entry, __("New Visit"));
}

/** Said above whatever is shown, until it has been read. */
function tell(words) {
	fill(notice, h("p", {}, words), h("button.link", { type: "button", onclick: () => (notice.hidden = true) }, __("OK")));
	notice.hidden = false;
	if (!entry) list.refresh();
}

/** In the history of this tab alone: after a reload it is asked what became of the entry. `id` null forgets it. */
function remember(id) {
	if (history.state && history.state.form && history.state.entry !== id)
		history.replaceState(id ? { form: true, entry: id } : { form: true }, "", "#form");
}

/** The page was reloaded, or closed by the phone to make room, while a visit was being written. */
async function tellWhatBecameOf(id) {
	try {
		const { stored, minor_name, visit, visit_date } = await call("stored_entry", { request_id: id });
		tell(
			stored
				? __("The visit to {0} on {1} is saved: number {2}.", [minor_name, visit_date, visit])
				: __("The page was closed before the visit was saved. Please enter it again.")
		);
	} catch {
		tell(__("The page was closed while a visit was open. Please look in the list whether it is saved."));
	}
}

function close(changed) {
	entry = null;
	if (history.state && history.state.form) history.back();
	if (changed) list.refresh();
}

const wouldLose = () => Boolean(entry && entry.isOpen());
function mayLeave() {
	if (!wouldLose()) return true;
	return window.confirm(
		entry.isSending()
			? __("The visit is being sent just now. Leave all the same? The list will then say whether it is saved.")
			: __("Leave this visit? What you have entered is not saved.")
	);
}

function askAndLogOut() {
	if (!mayLeave()) return;
	if (entry) entry.leave();
	entry = null;
	logOut();
}

window.addEventListener("popstate", () => {
	if (!mayLeave()) {
		history.pushState({ form: true, entry: entry.requestId() }, "", "#form");
		return;
	}
	if (entry) entry.leave();
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

const closed = history.state && history.state.entry;
if (window.location.hash) history.replaceState(null, "", window.location.pathname);
fill(page, h("header", {}, back, title, more), notice, place);
show(list, __("Visits"));
if (closed) tellWhatBecameOf(closed);
