// Whom to see: the most urgent first, a search by name, and one tap to the form.

import { append, fill, h, pick } from "./dom.js";
import { call } from "./server.js";
import { __, daysLeft, gradeName } from "./words.js";

const SEARCH_PAUSE = 400;

/** `open(row)` is called for the child that was tapped. Returns the screen; `screen.refresh()` asks again. */
export function listScreen(open) {
	let mine = false;
	let text = "";
	let latest = 0;
	let timer = null;

	const summary = h("div.summary", { "aria-live": "polite" });
	const rows = h("div.rows");
	const search = h("input", {
		type: "search",
		placeholder: __("Search by name"),
		"aria-label": __("Search by name"),
		autocomplete: "off",
		maxLength: 20,
		oninput: () => {
			text = search.value.trim();
			clearTimeout(timer);
			timer = setTimeout(refresh, SEARCH_PAUSE);
		},
	});
	const whose = pick(
		[
			{ value: false, label: __("All in My Area") },
			{ value: true, label: __("My Own") },
		],
		mine,
		(value) => {
			mine = value;
			refresh();
		}
	);
	const screen = h("main.list", {}, summary, search, whose, rows);

	async function refresh() {
		const asked = ++latest;
		screen.setAttribute("aria-busy", "true");
		try {
			const answer = await call("my_list", { mine: mine ? 1 : 0, text });
			if (asked === latest) show(answer);
		} catch (failure) {
			if (asked === latest) showFailure(failure);
		} finally {
			if (asked === latest) screen.removeAttribute("aria-busy");
		}
	}

	function show(answer) {
		whose.hidden = Boolean(text);
		fill(
			summary,
			number(answer.overdue, __("overdue"), answer.overdue ? "bad" : ""),
			number(answer.waiting, __("still to visit")),
			number(answer.total - answer.waiting, __("done"))
		);
		summary.hidden = Boolean(text);
		fill(rows, answer.rows.map((row) => card(row, open)));
		if (!answer.rows.length) append(rows, [h("p.state", {}, emptyText())]);
		if (answer.total > answer.rows.length)
			append(rows, [h("p.note", {}, __("{0} more. Search by name to find them.", [answer.total - answer.rows.length]))]);
	}

	function emptyText() {
		if (text) return __("Nobody of this name in your area.");
		return mine ? __("No child is assigned to you.") : __("No child needs a visit now.");
	}

	function showFailure(failure) {
		fill(
			rows,
			h(
				"div.state",
				{ role: "alert" },
				h("p", {}, failure.message),
				failure.kind === "session"
					? h("a.button.primary", { href: "/login?redirect-to=/visit" }, __("Log In"))
					: h("button.primary", { type: "button", onclick: refresh }, __("Try Again"))
			)
		);
	}

	screen.refresh = refresh;
	refresh();
	return screen;
}

const number = (value, label, tone = "") =>
	h(`div.number${tone ? `.${tone}` : ""}`, {}, h("b", {}, String(value)), h("span", {}, label));

function card(row, open) {
	return h(
		"button.card",
		{ type: "button", onclick: () => open(row) },
		h(`span.grade.${(row.grade || "none").toLowerCase()}`, {}, gradeName(row.grade)),
		h(
			"span.who",
			{},
			h("b", {}, row.minor_name),
			h("span", {}, [row.area_name, lastVisit(row)].filter(Boolean).join(" · "))
		),
		h("span.due", {}, due(row), row.required ? h("span", {}, __("{0} of {1} visits", [row.done, row.required])) : null)
	);
}

function due(row) {
	if (row.days_left === null) return row.required ? h("b.good", {}, __("Done")) : null;
	const late = row.overdue || row.days_left < 0;
	return h(`b${late ? ".bad" : row.days_left <= 3 ? ".soon" : ""}`, {}, daysLeft(row.days_left));
}

const lastVisit = (row) =>
	row.last_visit_on ? __("last {0}", [row.last_visit_on.slice(5)]) : __("never visited");
