/*
 * A Redis connection that comes back by itself, and says once when it is gone.
 */
import { load } from "../assets/bench.mjs";

const LONGEST_WAIT_MS = 5_000;

export function connectRedis(purpose, url, options = {}) {
	const { createClient } = load("@redis/client");
	const reconnectStrategy = (tries) => Math.min(100 * 2 ** Math.min(tries, 10), LONGEST_WAIT_MS);
	const client = createClient({ url, socket: { reconnectStrategy }, ...options });
	let lost = false;
	client.on("error", (error) => {
		if (!lost) console.error(`redis (${purpose}): ${error.message || error.code}; trying again`);
		lost = true;
	});
	client.on("ready", () => {
		if (lost) console.log(`redis (${purpose}): connected again`);
		lost = false;
	});
	client.connect().catch((error) => console.error(`redis (${purpose}): ${error.message}`));
	return client;
}
