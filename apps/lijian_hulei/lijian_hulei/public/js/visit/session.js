// The login ran out while somebody was writing: he logs in here, beside what he wrote.

import { fill, h } from "./dom.js";
import { logInAgain, renewToken } from "./server.js";
import { __, settings } from "./words.js";

/**
 * Resolves when the same person is logged in again, without a question where that is so already. Rejects when there
 * is no network to ask by; the entry stays whatever happens.
 */
export async function askLogin() {
	try {
		return await renewToken();
	} catch (failure) {
		if (failure.kind === "network") throw failure;
	}
	return askPassword();
}

/** Takes the question away: the entry it was asked for has been left. */
export function forgetLogin() {
	document.querySelectorAll(".veil").forEach((veil) => veil.remove());
}

function askPassword() {
	return new Promise((resolve) => {
		const problem = h("p.problem", { role: "alert" });
		const password = h("input", { type: "password", autocomplete: "current-password", required: true });
		const done = () => {
			veil.remove();
			resolve();
		};
		const attempt = (deed) => async (event) => {
			event.preventDefault();
			problem.textContent = __("Please wait…");
			try {
				await deed();
				done();
			} catch (failure) {
				problem.textContent = failure.message;
			}
		};
		const veil = h("div.veil", { role: "dialog", "aria-modal": "true" });
		fill(
			veil,
			h(
				"form.sheet",
				{ onsubmit: attempt(() => logInAgain(settings.user, password.value)) },
				h("h2", {}, __("Your login has expired.")),
				h("p", {}, __("What you have entered is still here. Log in again, then it is sent.")),
				h("label", {}, __("Login Name"), h("input", { value: settings.user, readOnly: true, autocomplete: "username" })),
				h("label", {}, __("Password"), password),
				problem,
				h("button.primary", { type: "submit" }, __("Log In And Go On")),
				h(
					"p.note",
					{},
					h("a", { href: "/login?redirect-to=/visit", target: "_blank", rel: "noopener" }, __("Log in in another window")),
					" · ",
					h("button.link", { type: "button", onclick: attempt(renewToken) }, __("I have logged in there"))
				)
			)
		);
		document.body.append(veil);
		password.focus();
	});
}
