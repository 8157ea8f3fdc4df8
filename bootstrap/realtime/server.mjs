/*
 * Runs the realtime server, in place of the socketio.js that Frappe's wheel lacks:
 *     node bootstrap/realtime/server.mjs [--host 127.0.0.1] [--port 9000] [--sites sites]
 *
 * It listens on loopback; browsers of other machines reach it through the reverse proxy.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { sites } from "../assets/bench.mjs";
import { startRealtime } from "./realtime.mjs";
import { readSettings } from "./settings.mjs";

const { values } = parseArgs({
	options: { host: { type: "string" }, port: { type: "string" }, sites: { type: "string" } },
});

const settings = readSettings(values.sites ? resolve(values.sites) : sites, {
	host: values.host,
	port: values.port && Number(values.port),
});

if (!settings.eventsUrl) {
	console.error("sites/common_site_config.json names no redis_queue");
	process.exit(1);
}

const server = await startRealtime(settings);
console.log(`realtime: listening on ${settings.host}:${server.port}`);

for (const signal of ["SIGINT", "SIGTERM"]) {
	process.once(signal, async () => {
		await server.close();
		process.exit(0);
	});
}
