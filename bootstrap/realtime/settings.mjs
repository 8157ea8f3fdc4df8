/*
 * What the realtime server needs to know of the bench: from sites/common_site_config.json, or from
 * the FRAPPE_ variables of the environment, which win, as they do in Frappe.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SITE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export function readSettings(sites, overrides = {}, environment = process.env) {
	const config = readJson(join(sites, "common_site_config.json"));
	const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
	return {
		sites,
		host: "127.0.0.1",
		port: Number(environment.FRAPPE_SOCKETIO_PORT || config.socketio_port || 9000),
		webPort: Number(environment.FRAPPE_WEB_PORT || config.webserver_port || 8000),
		// Frappe publishes events where its job queue is; older configurations name a Redis of their own.
		eventsUrl: environment.FRAPPE_REDIS_QUEUE || config.redis_queue || config.redis_socketio,
		cacheUrl: environment.FRAPPE_REDIS_CACHE || config.redis_cache,
		sessionCheckMs: 60_000,
		...Object.fromEntries(given),
	};
}

/** Whether this bench has a site of that name. The name comes from the client. */
export function isSite({ sites }, name) {
	return SITE_NAME.test(name) && existsSync(join(sites, name, "site_config.json"));
}

/** Frappe prefixes a site's keys in Redis with its database name. */
export function databaseOf({ sites }, site) {
	return readJson(join(sites, site, "site_config.json")).db_name;
}

function readJson(file) {
	return JSON.parse(readFileSync(file, "utf8"));
}
