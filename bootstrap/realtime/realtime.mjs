/*
 * The realtime server: one Socket.IO namespace per site, entered only with a live session of it.
 */
import { createServer } from "node:http";

import { load } from "../assets/bench.mjs";
import { forwardEvents } from "./events.mjs";
import { addressOf, isFromOwnPage, sessionIdOf } from "./requests.mjs";
import { serveRooms } from "./rooms.mjs";
import { endDeadSessions } from "./sessions.mjs";
import { isSite } from "./settings.mjs";
import { Web } from "./web.mjs";

const MAX_MESSAGE = 16 * 1024;

/** Starts listening; resolves to { port, close }. */
export async function startRealtime(settings) {
	const web = new Web(settings);
	const sockets = new Set();
	const namespaces = new Map();

	const http = createServer((request, response) => response.writeHead(404).end());
	const io = openServer(http);
	io.use((socket, next) => next(new Error("name a site")));

	// A pattern, not a function: Socket.IO would create a namespace without this check for a function.
	const sites = io.of(/^\/[^/]+$/);
	sites.use((socket, next) => authenticate(socket, settings, web).then(() => next(), next));
	sites.on("connection", (socket) => {
		sockets.add(socket);
		namespaces.set(socket.data.caller.site, socket.nsp);
		socket.on("disconnect", () => sockets.delete(socket));
		serveRooms(socket, web);
	});

	const subscriber = forwardEvents(settings, namespaces);
	const sessions = endDeadSessions(settings, web, sockets);

	await new Promise((resolve, reject) => {
		http.once("error", reject);
		http.listen(settings.port, settings.host, resolve);
	});
	return {
		port: http.address().port,
		async close() {
			await sessions.stop();
			if (subscriber.isOpen) await subscriber.disconnect();
			await io.close();
		},
	};
}

function openServer(http) {
	const { Server } = load("socket.io");
	return new Server(http, {
		serveClient: false,
		cleanupEmptyChildNamespaces: true,
		maxHttpBufferSize: MAX_MESSAGE,
		allowRequest: (request, answer) => answer(null, isFromOwnPage(request)),
		cors: (request, answer) => answer(null, { origin: isFromOwnPage(request), credentials: true }),
	});
}

/** Fills socket.data, or throws: then the socket never enters the namespace. */
async function authenticate(socket, settings, web) {
	const site = socket.nsp.name.slice(1);
	const proxied = socket.request.headers["x-frappe-site-name"] ?? site;
	if (proxied !== site || !isSite(settings, site)) throw new Error("unknown site");
	const sid = sessionIdOf(socket.request);
	if (!sid) throw new Error("not signed in");
	const caller = { site, sid, address: addressOf(socket.request) };
	const identity = await web.identify(caller).catch((error) => {
		console.error(`${site}: a connection could not be checked: ${error.message}`);
		throw new Error("not available");
	});
	if (!identity) throw new Error("not signed in");
	Object.assign(socket.data, identity, { caller, misses: 0 });
}
