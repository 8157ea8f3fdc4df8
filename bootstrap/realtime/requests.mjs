/*
 * Judges a browser's request before Socket.IO sees it, and reads from it who is calling.
 */

/**
 * Only pages of this very host may connect: cookies travel along with requests from anywhere.
 * Ports are not compared, since in development the page and this server have different ones.
 */
export function isFromOwnPage(request) {
	const { host, origin, referer, "sec-fetch-site": fetchSite } = request.headers;
	const own = hostnameOf(`http://${host}`);
	if (!host || !own) return false;
	if (origin) return hostnameOf(origin) === own;
	// Browsers leave Origin out of same-origin GETs; then one of these says where the page is from.
	if (fetchSite) return fetchSite === "same-origin";
	return Boolean(referer) && hostnameOf(referer) === own;
}

function hostnameOf(url) {
	return URL.canParse(url) ? new URL(url).hostname : null;
}

/** The session id of Frappe's cookie, or null where there is none that could be one. */
export function sessionIdOf(request) {
	const [, sid] = (request.headers.cookie ?? "").match(/(?:^|;\s*)sid=([A-Za-z0-9._-]{1,140})(?:;|$)/) ?? [];
	return sid && sid !== "Guest" ? sid : null;
}

/**
 * The browser's address, which Frappe compares with a user's allowed ones.
 * X-Forwarded-For counts only from a proxy on this machine.
 */
export function addressOf(request) {
	const peer = request.socket.remoteAddress ?? "";
	const isLocal = /^(::1|(::ffff:)?127\.)/.test(peer);
	const forwarded = request.headers["x-forwarded-for"]?.split(",")[0].trim();
	return isLocal && forwarded ? forwarded : peer;
}
