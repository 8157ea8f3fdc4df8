/*
 * Tells a running bench about a build through Redis, if it runs: web workers drop their copy of
 * assets.json, and with --watch open desks hear of the result. A bench that is down needs neither.
 */
import { load, readConfig } from "./bench.mjs";

/** Frappe keeps the merged manifest under this key, shared by all sites. */
export async function dropCachedManifest() {
	const url = process.env.FRAPPE_REDIS_CACHE || readConfig().redis_cache;
	await withRedis(url, (client) => client.del("assets_json"));
}

export async function announceBuild(message) {
	const config = readConfig();
	const url = process.env.FRAPPE_REDIS_QUEUE || config.redis_queue || config.redis_socketio;
	const event = JSON.stringify({ event: "build_event", message });
	await withRedis(url, (client) => client.publish("events", event));
}

async function withRedis(url, action) {
	if (!url) return;
	const { createClient } = load("@redis/client");
	const client = createClient({ url, socket: { connectTimeout: 1000, reconnectStrategy: false } });
	client.on("error", () => {}); // reported by connect() below
	try {
		await client.connect();
		await action(client);
		await client.disconnect();
	} catch {
		if (client.isOpen) await client.disconnect().catch(() => {});
	}
}
