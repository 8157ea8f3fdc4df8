// Calls to lijian_hulei.api.visit_page. Nothing is kept: neither in the browser's storage nor in addresses.

import { __, settings } from "./words.js";

const BASE = "/api/method/lijian_hulei.api.visit_page.";
// Counted from the last sign of life: on a slow line a photo may take minutes and still be on its way.
const PATIENCE = 90000;

/** Why a call failed: `kind` is "network", "session", "refused" (say `message`, show `field`) or "server". */
export class Failure extends Error {
	constructor(kind, message, details = {}) {
		super(message);
		Object.assign(this, { kind }, details);
	}
}

/** POSTs `values`; `files` are [{name, blob}]. `onprogress` is told the share sent, 0 to 1. */
export async function call(method, values = {}, { files = [], onprogress = null } = {}) {
	const form = new FormData();
	for (const [key, value] of Object.entries(values)) form.append(key, value);
	files.forEach(({ blob, name }) => form.append("photos", blob, name));
	try {
		return await post(BASE + method, form, onprogress);
	} catch (failure) {
		// To Frappe a login that ran out is a guest without the right: asked apart, because the remedy differs.
		if (failure.kind === "forbidden" && !(await isLoggedIn()))
			throw new Failure("session", __("Your login has expired."));
		throw failure;
	}
}

const isLoggedIn = () =>
	post("/api/method/frappe.auth.get_logged_user", new FormData()).then(
		() => true,
		(failure) => failure.kind === "network"
	);

/** Logs in beside an open entry. */
export async function logInAgain(login, password) {
	const form = new FormData();
	form.append("usr", login);
	form.append("pwd", password);
	settings.csrf_token = "";
	const answer = await post("/api/method/login", form).catch((failure) => {
		throw failure.kind === "network"
			? failure
			: new Failure("refused", __("Login name or password is wrong."));
	});
	if (answer.verification) throw new Failure("refused", __("Please log in on the login page."));
	await renewToken();
}

/**
 * The token of the login as it is now, read from the page's own frame: a call would need that very token.
 * Somebody else's login leaves the entry alone and sends nothing: nobody sends in a colleague's name.
 */
export async function renewToken() {
	const state = await frameSettings();
	if (!state) throw new Failure("session", __("Your login has expired."));
	if (state.user !== settings.user)
		throw new Failure("refused", __("Somebody else is logged in on this phone now. Log in as yourself again."));
	settings.csrf_token = state.csrf_token;
}

function frameSettings() {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("GET", window.location.pathname);
		request.timeout = PATIENCE;
		request.onload = () => {
			const frame = new DOMParser().parseFromString(request.responseText, "text/html");
			const found = frame.getElementById("visit-settings");
			if (request.status >= 500) reject(new Failure("network", __("The server is busy.")));
			else resolve(found && parse(found.textContent));
		};
		request.onerror = request.ontimeout = () => reject(new Failure("network", __("The network does not answer.")));
		request.send();
	});
}

export async function logOut() {
	await post("/api/method/logout", new FormData()).catch(() => null);
	window.location.replace("/login?redirect-to=/visit");
}

function post(address, form, onprogress = null) {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", address);
		request.setRequestHeader("Accept", "application/json");
		request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
		if (settings.csrf_token) request.setRequestHeader("X-Frappe-CSRF-Token", settings.csrf_token);
		let timer = null;
		const wait = () => {
			clearTimeout(timer);
			timer = setTimeout(() => request.abort(), PATIENCE);
		};
		const lost = () => reject(new Failure("network", __("The network does not answer.")));
		request.upload.onprogress = (event) => {
			wait();
			if (onprogress && event.lengthComputable) onprogress(event.loaded / event.total);
		};
		request.onprogress = wait;
		request.onerror = lost;
		request.onabort = lost;
		request.onloadend = () => clearTimeout(timer);
		request.onload = () => {
			const answer = parse(request.responseText);
			if (request.status === 200 && answer) resolve(answer.message && typeof answer.message === "object" ? answer.message : answer);
			else reject(failureOf(request.status, answer || {}));
		};
		wait();
		request.send(form);
	});
}

function failureOf(status, answer) {
	const message = messageOf(answer);
	const details = { field: answer.field || null, type: answer.exc_type || "", sameDay: answer.same_day || [] };
	if (status === 401 || answer.session_expired || details.type === "CSRFTokenError")
		return new Failure("session", __("Your login has expired."));
	if (status === 403) return new Failure("forbidden", message || __("Your post does not allow this."), details);
	if (status >= 400 && status < 500 && message) return new Failure("refused", message, details);
	if (status === 413)
		return new Failure("refused", __("The photos are too large together. Please take some out."), { field: "photos" });
	if (status === 502 || status === 503 || status === 504 || status === 429)
		return new Failure("network", __("The server is busy."));
	return new Failure("server", message || __("The server could not save this."), details);
}

function messageOf(answer) {
	const messages = parse(answer._server_messages) || [];
	return messages
		.map((text) => (parse(text) || {}).message || "")
		.filter(Boolean)
		.map(plain)
		.join("\n");
}

/** Server messages may carry markup: read without letting it act. */
function plain(markup) {
	const withBreaks = markup.replace(/<br\s*\/?>/gi, "\n");
	return new DOMParser().parseFromString(withBreaks, "text/html").body.textContent.trim();
}

function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
