/*
 * Disconnects sockets whose session has ended: logged out, password changed, user disabled.
 *
 * Every request to Frappe prolongs the session it is made for, so asking Frappe each minute would
 * keep an abandoned screen signed in for ever. Frappe's own session cache in Redis is looked at
 * instead; only a session that is missing there (ended, or the cache was cleared) is asked about.
 */
import { connectRedis } from "./redis.mjs";
import { databaseOf } from "./settings.mjs";

const MAX_MISSES = 5;

export function endDeadSessions(settings, web, sockets) {
	const cache = settings.cacheUrl && connectRedis("cache", settings.cacheUrl, { disableOfflineQueue: true });
	let busy = false;
	const timer = setInterval(async () => {
		if (busy) return;
		busy = true;
		for (const group of groupBySession(sockets)) await checkSession(group);
		busy = false;
	}, settings.sessionCheckMs);

	async function checkSession(group) {
		const [{ caller, user }] = group.map((socket) => socket.data);
		if (await isCached(caller)) return;
		try {
			const now = await web.identify(caller);
			if (now?.user === user) group.forEach((socket) => (socket.data.misses = 0));
			else disconnect(group);
		} catch {
			// Frappe may be restarting; a session that cannot be confirmed for long is not trusted.
			group.forEach((socket) => (socket.data.misses += 1));
			disconnect(group.filter((socket) => socket.data.misses >= MAX_MISSES));
		}
	}

	async function isCached({ site, sid }) {
		try {
			return Boolean(await cache?.hExists(`${databaseOf(settings, site)}|session`, sid));
		} catch {
			return false;
		}
	}

	return {
		async stop() {
			clearInterval(timer);
			if (cache?.isOpen) await cache.disconnect();
		},
	};
}

function groupBySession(sockets) {
	const groups = new Map();
	for (const socket of sockets) {
		const { site, sid } = socket.data.caller;
		const key = `${site}/${sid}`;
		groups.set(key, [...(groups.get(key) ?? []), socket]);
	}
	return groups.values();
}

const disconnect = (group) => group.forEach((socket) => socket.disconnect(true));
