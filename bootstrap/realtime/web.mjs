/*
 * Asks Frappe's web server, in the name of a caller's session, who they are and what they may read.
 * This server holds no rules of its own: what Frappe does not clearly allow is refused.
 */
import { get } from "node:http";

const TIMEOUT_MS = 10_000;
const MAX_ANSWER = 64 * 1024;

/** Frappe could not be asked, which says nothing about the session. */
export class Unreachable extends Error {}

export class Web {
	constructor(settings) {
		this.port = settings.webPort;
	}

	/** { user, userType } of a live session; null for a dead one or a guest's. */
	async identify(caller) {
		const info = await this.call(caller, "frappe.realtime.get_user_info");
		if (typeof info?.user !== "string" || !info.user || info.user === "Guest") return null;
		return { user: info.user, userType: info.user_type };
	}

	async mayReadDoctype(caller, doctype) {
		return (await this.call(caller, "frappe.realtime.can_subscribe_doctype", { doctype })) === true;
	}

	async mayReadDocument(caller, doctype, docname) {
		return (await this.call(caller, "frappe.realtime.can_subscribe_doc", { doctype, docname })) === true;
	}

	/** The method's result; null where Frappe refuses (any 4xx). */
	async call({ site, sid, address }, method, query = {}) {
		const { status, body } = await fetchText({
			host: "127.0.0.1",
			port: this.port,
			path: `/api/method/${method}?${new URLSearchParams(query)}`,
			headers: {
				Host: site,
				"X-Frappe-Site-Name": site,
				"X-Forwarded-For": address,
				Accept: "application/json",
				Cookie: `sid=${sid}`,
			},
			agent: false,
			timeout: TIMEOUT_MS,
		});
		if (status >= 400 && status < 500) return null;
		if (status !== 200) throw new Unreachable(`${method} answered ${status}`);
		return parse(body)?.message ?? null;
	}
}

function parse(body) {
	try {
		return JSON.parse(body);
	} catch {
		throw new Unreachable("the answer is not JSON");
	}
}

function fetchText(options) {
	return new Promise((resolve, reject) => {
		const fail = (error) => reject(new Unreachable(error.message));
		const request = get(options, (response) => {
			let body = "";
			response.setEncoding("utf8");
			response.on("data", (chunk) => {
				body += chunk;
				if (body.length > MAX_ANSWER) request.destroy(new Error("the answer is too long"));
			});
			response.on("end", () => resolve({ status: response.statusCode, body }));
			response.on("error", fail);
		});
		request.on("timeout", () => request.destroy(new Error("no answer in time")));
		request.on("error", fail);
	});
}
