// The form for one visit. What is entered lives in this module's memory only, until it is saved or left.

import { append, fill, h } from "./dom.js";
import { fieldsOf } from "./fields.js";
import { Failure, call } from "./server.js";
import { askLogin, forgetLogin } from "./session.js";
import { __, daysLeft, gradeName } from "./words.js";

// Where a refusal belongs that names no field itself.
const PLACE_OF = {
	InvalidVisitDate: "visit_date",
	InvalidPhoto: "photos",
	VisitorNotActive: "companions",
	InvalidPosition: "latitude",
};

/**
 * `leave(changed)` goes back to the list; `tell(words)` says there what became of an entry that was left while it was
 * being sent; `remember(id)` keeps an entry's id, which says nothing of anybody, in case the page is reloaded.
 * `screen.isOpen()` tells whether something would be lost, `screen.isSending()` whether it is on its way, `screen.leave()`
 * that it was left.
 */
export function entryScreen(row, leave, { tell, remember }) {
	const screen = h("main.entry", {}, h("p.state", {}, __("Loading...")));
	let entry = null;
	let saved = false;
	let sending = false;
	let left = false;
	// What was sent without an answer being heard: any of it may have arrived.
	const unanswered = new Set();

	async function load() {
		try {
			const options = await call("visit_form_options", { minor: row.minor });
			entry = newEntry(row.minor, options.today);
			showForm(options);
		} catch (failure) {
			fill(
				screen,
				h(
					"div.state",
					{ role: "alert" },
					h("p", {}, failure.message),
					failure.kind === "session"
						? h("a.button.primary", { href: "/login?redirect-to=/visit" }, __("Log In"))
						: h("button.primary", { type: "button", onclick: load }, __("Try Again"))
				)
			);
		}
	}

	function showForm(options) {
		const problem = h("p.problem", { role: "alert" });
		const button = h("button.primary.save", { type: "submit" }, __("Save And Submit"));
		const fields = fieldsOf(entry, options);
		const form = h(
			"form",
			{
				noValidate: true,
				// The browser would keep what was typed, for other forms.
				autocomplete: "off",
				oninput: () => remember(entry.request_id),
				onclick: () => entry.touched && remember(entry.request_id),
				onsubmit: (event) => {
					event.preventDefault();
					send(form, button, problem);
				},
			},
			about(options),
			h("fieldset", {}, fields),
			h("div.foot", {}, problem, button)
		);
		fill(screen, form);
		window.scrollTo(0, 0);
	}

	async function send(form, button, problem) {
		if (sending) return;
		sending = button.disabled = true;
		problem.textContent = "";
		form.querySelectorAll(".wrong").forEach((field) => field.classList.remove("wrong"));
		// What would be changed while it is on its way would not be in it.
		form.querySelector("fieldset").disabled = true;
		try {
			await photosTaken(button);
			const answer = await deliver(button);
			saved = true;
			remember(null);
			entry.photos.forEach((photo) => URL.revokeObjectURL(photo.address));
			if (left) tell(__("The visit to {0} is saved: number {1}.", [row.minor_name, answer.visit]));
			else showSaved(answer);
		} catch (failure) {
			if (left) tell(__("The visit to {0} was not saved. {1}", [row.minor_name, failure.message]));
			fill(problem, sayFailure(failure));
			if (failure.type === "SameDayVisit") append(problem, sameDay(failure, form));
			markField(form, failure.field || placeOf(failure, entry));
			button.textContent = failure.kind === "refused" ? __("Save And Submit") : __("Send Again");
		} finally {
			sending = button.disabled = form.querySelector("fieldset").disabled = false;
		}
	}

	/** Waits for pictures that are still being made smaller; one that cannot be taken is said before anything is sent. */
	async function photosTaken(button) {
		entry.photos.trouble = "";
		button.textContent = __("Making the photo smaller…");
		await entry.photos.ready;
		if (entry.photos.trouble) throw new Failure("refused", entry.photos.trouble, { field: "photos" });
	}

	/** Sends; when the login has run out, asks for it and sends the same entry once more. */
	async function deliver(button) {
		button.textContent = __("Sending…");
		try {
			return await sendOnce(button);
		} catch (failure) {
			if (failure.kind !== "session" || left) throw failure;
			await askLogin();
			button.textContent = __("Sending…");
			return sendOnce(button);
		}
	}

	async function sendOnce(button) {
		const { photos, ...values } = entry;
		const payload = JSON.stringify(values);
		const sent = [payload, ...photos.map(({ address }) => address)].join();
		// Before the photos travel again over a weak line: has the same, sent before, arrived after all?
		if (unanswered.size === 1 && unanswered.has(sent)) {
			const found = await call("stored_entry", { request_id: entry.request_id });
			if (found.stored) return found;
		}
		const onprogress = (share) => (button.textContent = __("Sending {0} %", [Math.round(share * 100)]));
		try {
			return await call("submit_visit", { payload }, { files: photos, onprogress });
		} catch (failure) {
			if (failure.kind === "network" || failure.kind === "server") unanswered.add(sent);
			throw failure;
		}
	}

	function sameDay({ sameDay: rows }, form) {
		return h(
			"div.same-day",
			{},
			rows.map(({ visit, visitor, mine }) => h("p", {}, `${visit} · ${mine ? __("entered by you") : visitor}`)),
			h(
				"button.choice.wide",
				{
					type: "button",
					onclick: () => {
						entry.another = true;
						form.requestSubmit ? form.requestSubmit() : form.querySelector(".save").click();
					},
				},
				__("Yes, save this as one more visit")
			),
			h(
				"button.choice.wide",
				{
					type: "button",
					onclick: () => {
						saved = true;
						remember(null);
						leave(true);
					},
				},
				__("No, it is the same: leave without saving")
			)
		);
	}

	function showSaved(answer) {
		const { owed } = answer;
		const left = owed.required - owed.done;
		fill(
			screen,
			h(
				"div.saved",
				{ role: "status" },
				h("div.tick", {}, "✓"),
				h("h2", {}, answer.already ? __("This visit had already been saved.") : __("The visit is saved and submitted.")),
				h("p", {}, `${row.minor_name} · ${answer.visit_date}`),
				answer.left_out.length
					? h("p.problem", { role: "alert" }, __("It is stored as it arrived the first time. What you changed afterwards is not in it: {0}. To put it right, open the visit on the desk.", [answer.left_out.join("、")]))
					: null,
				h("p.note", {}, __("{0} photos, {1} needs passed on", [answer.photos, answer.follow_ups])),
				h(
					"p",
					{},
					left > 0 && owed.days_left !== null
						? __("Still {0} visits to go: {1}", [left, daysLeft(owed.days_left)])
						: __("Nothing more is due for this child now.")
				),
				h("p.note", {}, __("Visit number {0}", [answer.visit])),
				h("button.primary", { type: "button", onclick: () => leave(true) }, __("Next Child"))
			)
		);
		window.scrollTo(0, 0);
	}

	screen.isOpen = () => Boolean(entry && !saved && entry.touched);
	screen.isSending = () => sending;
	screen.requestId = () => entry && entry.request_id;
	screen.leave = () => {
		left = true;
		forgetLogin();
	};
	load();
	return screen;
}

function sayFailure(failure) {
	if (failure.kind === "network")
		return __("{0} What you have entered is still here. Send it again when there is a signal; it is never saved twice.", [
			failure.message,
		]);
	if (failure.kind === "server") return `${failure.message} ${__("What you have entered is still here.")}`;
	return failure.message;
}

/** An incomplete visit lacks somebody met or a photo: the first that is missing is shown. */
function placeOf({ type }, { met_minor, met_guardian, met_other }) {
	if (type === "IncompleteVisit") return met_minor || met_guardian || met_other ? "photos" : "met_other";
	return PLACE_OF[type];
}

function markField(form, place) {
	const field = place && form.querySelector(`[data-field~="${place}"]`);
	if (!field) return;
	field.classList.add("wrong");
	field.addEventListener("input", () => field.classList.remove("wrong"), { once: true });
	field.addEventListener("click", () => field.classList.remove("wrong"), { once: true });
	field.scrollIntoView({ behavior: "smooth", block: "center" });
}

function newEntry(minor, today) {
	return {
		request_id: requestId(),
		minor,
		visit_date: today,
		mode: "In Person",
		met_minor: false,
		met_guardian: false,
		met_other: "",
		findings: [],
		needs: [],
		summary: "",
		companions: [],
		latitude: null,
		longitude: null,
		position_accuracy: null,
		photos: [],
		get touched() {
			return Boolean(
				this.met_minor || this.met_guardian || this.met_other || this.summary || this.photos.length || this.findings.length || this.needs.length || this.companions.length || this.latitude !== null || this.mode !== "In Person" || this.visit_date !== today
			);
		},
	};
}

/** One for each entry: sent twice it means the same visit. Old browsers know no crypto.randomUUID. */
function requestId() {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function about({ child, last, owed }) {
	const place = [child.area_path, child.address].filter(Boolean).join(" ");
	const school = [child.school, child.school_class].filter(Boolean).join(" ");
	const age = child.age === null ? "" : __("{0} years old", [child.age]);
	return h(
		"section.about",
		{},
		h(
			"h2",
			{},
			child.minor_name,
			h(`span.grade.${(child.grade || "none").toLowerCase()}`, {}, gradeName(child.grade))
		),
		h("p", {}, [child.sex, age, school].filter(Boolean).join(" · ")),
		place ? h("p", {}, place) : null,
		child.guardians.length ? h("p", {}, child.guardians.map(guardian).join("；")) : null,
		child.grade_reason ? h("p.note", {}, child.grade_reason) : null,
		owed.days_left === null ? null : h("p.note", {}, `${__("This visit")}: ${daysLeft(owed.days_left)}`),
		lastTime(last)
	);
}

const guardian = ({ guardian_name, relation, works_away }) =>
	`${relation} ${guardian_name}${works_away ? ` (${__("works away")})` : ""}`;

function lastTime(last) {
	if (!last) return h("p.note", {}, __("First visit to this child."));
	const lines = [
		...last.concerns.map(({ topic, note }) => (note ? `${topic}: ${note}` : topic)),
		...last.follow_ups.map(({ description, due_on }) => `${__("Promised help")}: ${description} (${due_on})`),
	];
	const box = h("div.last", {}, h("b", {}, __("Last visit {0}", [last.visit_date])));
	return append(box, lines.length ? [h("ul", {}, lines.map((line) => h("li", {}, line)))] : [` · ${__("no concerns")}`]);
}
