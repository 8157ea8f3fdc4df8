// The fields of the form, in the order in which a visit goes: when, how, whom, what, what next.

import { append, fill, h, pick, toggle } from "./dom.js";
import { photoField } from "./photos.js";
import { __ } from "./words.js";

/** The sections of the form; each writes into `entry` as it is touched. */
export function fieldsOf(entry, { choices, max_photos, today }) {
	return [
		section("visit_date mode", __("Visit Date"), day(entry, today), modes(entry)),
		section("met_other", __("Who was met?"), met(entry)),
		section("photos", __("Photos"), h("p.note", {}, __("At least one for a visit in person. They stay private.")), photos(entry, choices, max_photos)),
		section("findings", __("What was found?"), findings(entry, choices.topics)),
		section("summary", __("Summary"), summary(entry, choices.phrases)),
		section("needs", __("What help is needed?"), needs(entry, choices)),
		section("companions", __("Who came along?"), companions(entry, choices.officers)),
		section("latitude longitude position_accuracy", __("Position (optional)"), position(entry)),
	];
}

const section = (field, title, ...content) => h("section", { "data-field": field }, h("h3", {}, title), content);

function day(entry, today) {
	const input = h("input", {
		type: "date",
		value: entry.visit_date,
		max: today,
		"aria-label": __("Visit Date"),
		onchange: () => (entry.visit_date = input.value),
	});
	return input;
}

const modes = (entry) =>
	pick(
		[
			{ value: "In Person", label: __("In Person") },
			{ value: "Telephone", label: __("Telephone") },
			{ value: "Video", label: __("Video") },
		],
		entry.mode,
		(value) => (entry.mode = value)
	);

function met(entry) {
	const other = h("input", {
		type: "text",
		maxLength: 140,
		placeholder: __("Relation only, e.g. grandmother, class teacher"),
		hidden: true,
		oninput: () => (entry.met_other = other.value),
	});
	return [
		h(
			"div.choices",
			{},
			toggle(__("The Child"), false, (on) => (entry.met_minor = on)),
			toggle(__("A Guardian"), false, (on) => (entry.met_guardian = on)),
			toggle(__("Somebody Else"), false, (on) => {
				other.hidden = !on;
				entry.met_other = on ? other.value : "";
				if (on) other.focus();
			})
		),
		other,
	];
}

const photos = (entry, choices, limit) =>
	photoField(entry.photos, { edge: choices.photo_max_edge, limit, onchange: () => {} });

function findings(entry, topics) {
	const states = [
		{ value: "Good", label: __("Good"), tone: "good" },
		{ value: "Concern", label: __("Concern"), tone: "soon" },
		{ value: "Urgent", label: __("Urgent"), tone: "bad" },
	];
	const found = new Map();
	const write = () => (entry.findings = topics.map(({ value }) => found.get(value)).filter(Boolean));
	const lines = topics.map(({ value: topic, label }) => {
		const note = h("input", {
			type: "text",
			maxLength: 500,
			placeholder: __("What exactly?"),
			hidden: true,
			oninput: () => {
				found.get(topic).note = note.value;
			},
		});
		const set = (state) => {
			if (state) found.set(topic, { topic, state, note: state === "Good" ? "" : note.value });
			else found.delete(topic);
			note.hidden = !state || state === "Good";
			write();
		};
		const buttons = pick(states, null, set, { optional: true });
		const line = h("div.topic", {}, h("span.label", {}, label), buttons, note);
		line.setGood = () => {
			if (found.has(topic)) return;
			buttons.choose("Good");
			set("Good");
		};
		return line;
	});
	const rest = h(
		"button.choice.wide",
		{ type: "button", onclick: () => lines.forEach((line) => line.setGood()) },
		__("All others are good")
	);
	return [lines, topics.length ? rest : null];
}

function summary(entry, phrases) {
	const text = h("textarea", {
		rows: 4,
		maxLength: 2000,
		"aria-label": __("Summary"),
		placeholder: __("In a few words; tap a sentence below to add it."),
		oninput: () => (entry.summary = text.value),
	});
	const chips = phrases.map((phrase) =>
		h(
			"button.chip",
			{
				type: "button",
				onclick: () => {
					if (text.value.includes(phrase)) return;
					text.value += phrase;
					entry.summary = text.value;
				},
			},
			phrase
		)
	);
	return [text, h("div.chips", {}, chips)];
}

function needs(entry, { need_types, agencies }) {
	const list = h("div");
	const show = () => fill(list, entry.needs.map(line));
	const line = (need) =>
		h(
			"div.need",
			{},
			h(
				"div.topic",
				{},
				h("span.label", {}, need_types.find(({ value }) => value === need.need_type).label),
				h(
					"button.link",
					{
						type: "button",
						onclick: () => {
							entry.needs.splice(entry.needs.indexOf(need), 1);
							show();
						},
					},
					__("Take Out")
				)
			),
			h("input", {
				type: "text",
				maxLength: 500,
				value: need.description,
				placeholder: __("What exactly?"),
				oninput: (event) => (need.description = event.target.value),
			}),
			select(__("Who should help? (may stay open)"), agencies, need.agency, (value) => (need.agency = value)),
			h("label", {}, __("By when? (blank: two weeks)"), h("input", { type: "date", value: need.due_on, onchange: (event) => (need.due_on = event.target.value) }))
		);
	const chips = need_types.map(({ value, label }) =>
		h(
			"button.chip",
			{
				type: "button",
				onclick: () => {
					if (entry.needs.some((need) => need.need_type === value)) return;
					entry.needs.push({ need_type: value, description: "", agency: "", due_on: "" });
					show();
				},
			},
			`+ ${label}`
		)
	);
	return [h("div.chips", {}, chips), list];
}

function companions(entry, officers) {
	const list = h("div.chips");
	const show = () =>
		fill(
			list,
			entry.companions.map((name) =>
				h(
					"button.chip.on",
					{
						type: "button",
						"aria-label": __("Take Out"),
						onclick: () => {
							entry.companions.splice(entry.companions.indexOf(name), 1);
							show();
						},
					},
					`${officers.find(({ value }) => value === name).label} ×`
				)
			)
		);
	const offered = officers.map(({ value, label, post }) => ({ value, label: post ? `${label} (${post})` : label }));
	const box = select(__("Nobody, or choose…"), offered, "", (value) => {
		if (value && !entry.companions.includes(value)) entry.companions.push(value);
		box.value = "";
		show();
	});
	return [list, box];
}

function select(placeholder, offered, chosen, onchange) {
	const box = h("select", { "aria-label": placeholder, onchange: () => onchange(box.value) });
	append(box, [h("option", { value: "" }, placeholder)]);
	append(box, offered.map(({ value, label }) => h("option", { value }, label)));
	box.value = chosen;
	return box;
}

function position(entry) {
	const note = h("p.note");
	if (!navigator.geolocation || !window.isSecureContext) {
		note.textContent = __("This phone or this address does not give a position.");
		return note;
	}
	const take = () => {
		note.textContent = __("Looking for the position…");
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				entry.latitude = coords.latitude;
				entry.longitude = coords.longitude;
				entry.position_accuracy = coords.accuracy;
				note.textContent = __("Position taken, accurate to {0} m.", [Math.round(coords.accuracy)]);
			},
			() => (note.textContent = __("No position. Allow it in the browser or leave it out.")),
			{ enableHighAccuracy: true, timeout: 20000, maximumAge: 0 }
		);
	};
	return [h("button.choice.wide", { type: "button", onclick: take }, __("Take My Position")), note];
}
