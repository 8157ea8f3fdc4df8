/*
 * Carries what Frappe publishes on the Redis channel "events" to the rooms it is meant for.
 */
import { connectRedis } from "./redis.mjs";

const CHANNEL = "events";

/** `namespaces`: site name -> Socket.IO namespace, of the sites that somebody is connected to. */
export function forwardEvents(settings, namespaces) {
	const subscriber = connectRedis("events", settings.eventsUrl);
	subscriber
		.subscribe(CHANNEL, (text) => {
			try {
				deliver(JSON.parse(text), namespaces);
			} catch (error) {
				console.error(`an event was dropped: ${error.message}`);
			}
		})
		.catch((error) => console.error(`redis (events): ${error.message}`));
	return subscriber;
}

function deliver({ event, message, room, namespace }, namespaces) {
	if (typeof event !== "string" || !event) throw new Error("it has no name");
	if (event === "build_event" && !namespace) {
		// The asset build knows no site: desk users of all sites hear of it.
		for (const each of namespaces.values()) each.to("all").emit(event, message);
		return;
	}
	if (typeof room !== "string" || !room) throw new Error(`${event} names no room`);
	namespaces.get(namespace)?.to(room).emit(event, message);
}
