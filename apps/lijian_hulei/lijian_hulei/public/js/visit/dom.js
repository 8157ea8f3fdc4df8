// Elements without a framework. Text is always set as text, never as markup.

/** h("p.note", {onclick}, "text", child, [children]) */
export function h(kind, attributes = {}, ...children) {
	const [tag, ...classes] = kind.split(".");
	const element = document.createElement(tag || "div");
	if (classes.length) element.className = classes.join(" ");
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === null || value === false) continue;
		if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
		else if (key in element && key !== "list") element[key] = value;
		else element.setAttribute(key, value === true ? "" : value);
	}
	append(element, children);
	return element;
}

export function append(element, children) {
	for (const child of [children].flat(Infinity)) {
		if (child !== null && child !== undefined && child !== false) element.append(child);
	}
	return element;
}

export function fill(element, ...children) {
	element.replaceChildren();
	return append(element, children);
}

/** A row of big buttons of which one or none is chosen. `choices`: [{value, label, tone}] */
export function pick(choices, chosen, onchange, { optional = false } = {}) {
	const buttons = choices.map(({ value, label, tone }) =>
		h(
			`button.choice${tone ? `.${tone}` : ""}`,
			{
				type: "button",
				onclick: () => {
					chosen = optional && chosen === value ? null : value;
					show();
					onchange(chosen);
				},
			},
			label
		)
	);
	const show = () =>
		buttons.forEach((button, place) =>
			button.setAttribute("aria-pressed", String(choices[place].value === chosen))
		);
	show();
	const row = h("div.choices", { role: "group" }, buttons);
	row.choose = (value) => {
		chosen = value;
		show();
	};
	return row;
}

/** One big button that is on or off. */
export function toggle(label, on, onchange) {
	const button = h("button.choice.toggle", { type: "button" }, label);
	const show = () => button.setAttribute("aria-pressed", String(on));
	button.addEventListener("click", () => {
		on = !on;
		show();
		onchange(on);
	});
	show();
	return button;
}
