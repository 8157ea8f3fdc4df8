/*
 * The realtime server against a stand-in for Frappe's web server and a real Redis:
 *     node --test bootstrap/realtime/realtime.test.mjs
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect as connectTcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { load } from "../assets/bench.mjs";
import { startRealtime } from "./realtime.mjs";
import { readSettings } from "./settings.mjs";

const TOWN = "town.localhost";
const OTHER = "other.localhost";
const PAGE = "http://127.0.0.1:8000";
const SETTLED_MS = 150;

/** Who the stand-in for Frappe knows, by site and session. */
const SESSIONS = {
	[TOWN]: {
		cadre: { user: "cadre@example.com", user_type: "System User" },
		police: { user: "police@example.com", user_type: "System User" },
		parent: { user: "parent@example.com", user_type: "Website User" },
		leaver: { user: "leaver@example.com", user_type: "System User" },
	},
	[OTHER]: { stranger: { user: "stranger@example.com", user_type: "System User" } },
};
const READABLE = {
	"cadre@example.com": ["Minor", "Minor/M-1", "Minor/M/2"],
	"police@example.com": ["Minor/M-1"],
};

let folder, redis, redisPort, web, webIsDown, server, publisher;
const requests = [];
const clients = [];

before(async () => {
	folder = mkdtempSync(join(tmpdir(), "realtime-"));
	redisPort = await freePort();
	redis = await startRedis(redisPort);
	web = await startWeb();
	writeSites();
	server = await startRealtime(readSettings(folder, { port: 0, sessionCheckMs: 100 }, {}));
	publisher = load("@redis/client").createClient({ url: redisUrl() });
	publisher.on("error", () => {}); // one test stops Redis
	await publisher.connect();
	for (const sid of Object.keys(SESSIONS[TOWN])) await publisher.hSet("db_town|session", sid, "cached");
});

after(async () => {
	await server.close();
	await publisher.disconnect();
	web.close();
	redis.kill();
	rmSync(folder, { recursive: true });
});

afterEach(() => {
	webIsDown = false;
	for (const client of clients.splice(0)) client.disconnect();
});

describe("connecting", () => {
	test("a live session enters its site", async () => {
		await connected({ sid: "cadre" });
		const { headers } = requests.at(-1);
		assert.equal(headers.host, TOWN);
		assert.equal(headers["x-frappe-site-name"], TOWN);
		assert.equal(headers.cookie, "sid=cadre");
		assert.equal(headers["x-forwarded-for"], "127.0.0.1");
	});

	const refused = {
		"without a cookie": { sid: null },
		"as a guest": { sid: "Guest" },
		"with an ended session": { sid: "ended" },
		"with a session of another site": { sid: "stranger" },
		"from another host's page": { sid: "cadre", origin: "http://evil.example" },
		"from a page that hides where it is from": { sid: "cadre", origin: "null" },
		"without any sign of the page": { sid: "cadre", origin: null },
		"to a site that does not exist": { sid: "cadre", site: "nowhere.localhost" },
		"to a folder outside of sites": { sid: "cadre", site: ".." },
		"to no site": { sid: "cadre", site: "" },
	};
	for (const [how, options] of Object.entries(refused)) {
		test(`${how} is refused`, async () => {
			await assert.rejects(connected(options));
			await assert.rejects(connected({ ...options, transports: ["websocket"] }));
		});
	}

	test("is refused while Frappe cannot be asked", async () => {
		webIsDown = true;
		await assert.rejects(connected({ sid: "cadre" }), /not available/);
	});

	test("a same-origin request may leave Origin out", async () => {
		await connected({ sid: "cadre", origin: null, headers: { Referer: `${PAGE}/app` } });
		await connected({ sid: "cadre", origin: null, headers: { "Sec-Fetch-Site": "same-origin" } });
		await assert.rejects(
			connected({ sid: "cadre", origin: null, headers: { "Sec-Fetch-Site": "same-site" } })
		);
	});

	test("the site that the proxy names is the only one", async () => {
		await connected({ sid: "cadre", headers: { "X-Frappe-Site-Name": TOWN } });
		await assert.rejects(connected({ sid: "cadre", headers: { "X-Frappe-Site-Name": OTHER } }));
	});

	test("a namespace made by an event does not skip the check", async () => {
		await publish({ event: "list_update", room: "all", namespace: OTHER });
		await assert.rejects(connected({ sid: "cadre", site: OTHER }));
	});
});

describe("rooms that come with the session", () => {
	test("the site's room holds desk users, a user's room that user, the website room all", async () => {
		const cadre = await connected({ sid: "cadre" });
		const parent = await connected({ sid: "parent" });
		await publish({ event: "to_desk", room: "all" });
		await publish({ event: "to_cadre", room: "user:cadre@example.com", message: { n: 1 } });
		await publish({ event: "to_website", room: "website" });
		assert.deepEqual(names(cadre), ["to_desk", "to_cadre", "to_website"]);
		assert.deepEqual(cadre.heard[1], ["to_cadre", { n: 1 }]);
		assert.deepEqual(names(parent), ["to_website"]);
	});

	test("another site hears nothing", async () => {
		const cadre = await connected({ sid: "cadre" });
		const stranger = await connected({ sid: "stranger", site: OTHER });
		await publish({ event: "to_desk", room: "all", namespace: OTHER });
		assert.deepEqual(names(cadre), []);
		assert.deepEqual(names(stranger), ["to_desk"]);
	});

	test("events without a room, a name or sense are dropped", async () => {
		const cadre = await connected({ sid: "cadre" });
		await publish({ event: "no_room" });
		await publish({ room: "all" });
		await publish({ event: "connect", room: "all" });
		await publisher.publish("events", "{");
		await publisher.publish("events", "null");
		await publish({ event: "good", room: "all" });
		assert.deepEqual(names(cadre), ["good"]);
	});

	test("a build of the assets is told to desk users of all sites", async () => {
		const cadre = await connected({ sid: "cadre" });
		const parent = await connected({ sid: "parent" });
		const stranger = await connected({ sid: "stranger", site: OTHER });
		await publisher.publish("events", JSON.stringify({ event: "build_event", message: { success: true } }));
		await sleep(SETTLED_MS);
		assert.deepEqual([cadre, parent, stranger].map(names), [["build_event"], [], ["build_event"]]);
	});
});

describe("rooms that are asked for", () => {
	test("a DocType's list needs the right to read it", async () => {
		const cadre = await connected({ sid: "cadre" });
		const police = await connected({ sid: "police" });
		await ask(cadre, "doctype_subscribe", "Minor");
		await ask(police, "doctype_subscribe", "Minor");
		await publish({ event: "list_update", room: "doctype:Minor" });
		assert.deepEqual(names(cadre), ["list_update"]);
		assert.deepEqual(names(police), []);
		await ask(cadre, "doctype_unsubscribe", "Minor");
		await publish({ event: "list_update", room: "doctype:Minor" });
		assert.deepEqual(names(cadre), ["list_update"]);
	});

	test("a document needs the right to read that one", async () => {
		const police = await connected({ sid: "police" });
		await ask(police, "doc_subscribe", "Minor", "M-1");
		await ask(police, "doc_subscribe", "Minor", "M/2");
		await publish({ event: "doc_update", room: "doc:Minor/M-1" });
		await publish({ event: "doc_update", room: "doc:Minor/M/2" });
		assert.deepEqual(names(police), ["doc_update"]);
		await ask(police, "doc_unsubscribe", "Minor", "M-1");
		await publish({ event: "doc_update", room: "doc:Minor/M-1" });
		assert.deepEqual(names(police), ["doc_update"]);
	});

	test("a slash in a DocType does not lead into another one's room", async () => {
		const cadre = await connected({ sid: "cadre" });
		const before = requests.length;
		await ask(cadre, "doc_subscribe", "Minor/M", "2");
		assert.equal(requests.length, before);
	});

	test("nothing is entered while Frappe cannot be asked", async () => {
		const cadre = await connected({ sid: "cadre" });
		webIsDown = true;
		await ask(cadre, "doctype_subscribe", "Minor");
		await ask(cadre, "doc_subscribe", "Minor", "M-1");
		await publish({ event: "list_update", room: "doctype:Minor" });
		await publish({ event: "doc_update", room: "doc:Minor/M-1" });
		assert.deepEqual(names(cadre), []);
	});

	test("who leaves before the answer does not enter", async () => {
		const cadre = await connected({ sid: "cadre" });
		cadre.emit("doctype_subscribe", "Minor");
		await ask(cadre, "doctype_unsubscribe", "Minor");
		await publish({ event: "list_update", room: "doctype:Minor" });
		assert.deepEqual(names(cadre), []);
	});

	test("arguments of other shapes are ignored", async () => {
		const cadre = await connected({ sid: "cadre" });
		const before = requests.length;
		for (const odd of [undefined, null, {}, ["Minor"], "", "x".repeat(200), true, 1.5]) {
			cadre.emit("doctype_subscribe", odd);
			cadre.emit("doc_subscribe", "Minor", odd);
			cadre.emit("task_subscribe", odd);
		}
		await ask(cadre, "doc_subscribe");
		assert.equal(requests.length, before);
	});

	test("a task's progress reaches the desk user who knows its id", async () => {
		const cadre = await connected({ sid: "cadre" });
		const police = await connected({ sid: "police" });
		const parent = await connected({ sid: "parent" });
		await ask(cadre, "progress_subscribe", "4f1c");
		await ask(parent, "task_subscribe", "4f1c");
		await publish({ event: "task_progress", room: "task_progress:4f1c" });
		assert.deepEqual([cadre, police, parent].map(names), [["task_progress"], [], []]);
		await ask(cadre, "task_unsubscribe", "4f1c");
		await publish({ event: "task_progress", room: "task_progress:4f1c" });
		assert.deepEqual(names(cadre), ["task_progress"]);
	});

	test("ping is answered", async () => {
		const cadre = await connected({ sid: "cadre" });
		await ask(cadre, "ping");
		assert.deepEqual(names(cadre), ["pong"]);
	});
});

describe("who has a form open", () => {
	test("is told to the others who may read it, on opening, closing and disconnecting", async () => {
		const cadre = await connected({ sid: "cadre" });
		const police = await connected({ sid: "police" });
		const parent = await connected({ sid: "parent" });
		await ask(cadre, "doc_open", "Minor", "M-1");
		await ask(parent, "doc_open", "Minor", "M-1");
		await ask(police, "doc_open", "Minor", "M-1");
		assert.deepEqual(viewers(cadre), ["cadre@example.com", "police@example.com"]);
		assert.deepEqual(viewers(police), ["cadre@example.com", "police@example.com"]);
		await ask(police, "doc_close", "Minor", "M-1");
		assert.deepEqual(viewers(cadre), ["cadre@example.com"]);
		await ask(police, "doc_open", "Minor", "M-1");
		cadre.disconnect();
		await sleep(SETTLED_MS);
		assert.deepEqual(viewers(police), ["police@example.com"]);
		assert.deepEqual(names(parent), []);
	});
});

describe("over time", () => {
	test("a session that lives in Frappe's cache is not prolonged by asking", async () => {
		await connected({ sid: "cadre" });
		const before = requests.length;
		await sleep(400);
		assert.equal(requests.length, before);
	});

	test("a cleared cache does not end a session", async () => {
		const parent = await connected({ sid: "parent" });
		await publisher.hDel("db_town|session", "parent");
		await sleep(400);
		assert.ok(parent.connected);
	});

	test("an ended session is disconnected", async () => {
		const leaver = await connected({ sid: "leaver" });
		const cadre = await connected({ sid: "cadre" });
		delete SESSIONS[TOWN].leaver;
		await publisher.hDel("db_town|session", "leaver");
		await sleep(400);
		assert.ok(!leaver.connected);
		assert.ok(cadre.connected);
	});

	test("events flow again after Redis was away", async () => {
		const parent = await connected({ sid: "parent" });
		redis.kill();
		await once(redis, "exit");
		redis = await startRedis(redisPort);
		await until(() => publisher.isReady);
		await until(async () => (await publisher.pubSubNumSub("events")).events > 0);
		await publish({ event: "to_website", room: "website" });
		assert.deepEqual(names(parent), ["to_website"]);
	});
});

const redisUrl = () => `redis://127.0.0.1:${redisPort}`;
const names = (client) => client.heard.map(([name]) => name);
const viewers = (client) => client.heard.findLast(([name]) => name === "doc_viewers")[1].users.sort();

/** Connects as a browser would; rejects with the server's reason. */
async function connected({ sid, site = TOWN, origin = PAGE, headers = {}, transports }) {
	const { io } = load("socket.io-client");
	const extraHeaders = { ...headers };
	if (sid) extraHeaders.Cookie = `full_name=x; sid=${sid}; system_user=yes`;
	if (origin) extraHeaders.Origin = origin;
	const client = io(`http://127.0.0.1:${server.port}/${site}`, {
		extraHeaders,
		forceNew: true,
		reconnection: false,
		...(transports && { transports }),
	});
	clients.push(client);
	client.heard = [];
	client.onAny((...event) => client.heard.push(event));
	await new Promise((resolve, reject) => {
		client.on("connect", resolve);
		client.on("connect_error", reject);
	});
	return client;
}

async function ask(client, ...event) {
	client.emit(...event);
	await sleep(SETTLED_MS);
}

async function publish(event) {
	await publisher.publish("events", JSON.stringify({ namespace: TOWN, message: null, ...event }));
	await sleep(SETTLED_MS);
}

async function until(condition) {
	for (let tries = 0; tries < 100; tries++) {
		if (await condition()) return;
		await sleep(100);
	}
	assert.fail("it did not happen in 10 s");
}

function writeSites() {
	const config = { redis_queue: redisUrl(), redis_cache: redisUrl(), webserver_port: web.address().port };
	writeFileSync(join(folder, "common_site_config.json"), JSON.stringify(config));
	for (const [site, database] of [
		[TOWN, "db_town"],
		[OTHER, "db_other"],
	]) {
		mkdirSync(join(folder, site));
		writeFileSync(join(folder, site, "site_config.json"), JSON.stringify({ db_name: database }));
	}
}

/** Answers as Frappe does: 403 to those who may not, and the guest's identity to unknown sessions. */
async function startWeb() {
	const server = createServer(async (request, response) => {
		requests.push(request);
		await sleep(20);
		if (webIsDown) return response.writeHead(502).end("down");
		const { pathname, searchParams } = new URL(request.url, "http://web");
		const sid = request.headers.cookie?.replace("sid=", "");
		const session = SESSIONS[request.headers["x-frappe-site-name"]]?.[sid] ?? { user: "Guest" };
		const asked = [searchParams.get("doctype"), searchParams.get("docname")].filter(Boolean).join("/");
		if (pathname.endsWith("get_user_info")) return response.end(JSON.stringify({ message: session }));
		if (READABLE[session.user]?.includes(asked)) return response.end(JSON.stringify({ message: true }));
		return response.writeHead(403).end(JSON.stringify({ exc_type: "PermissionError" }));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return server;
}

async function freePort() {
	const probe = createServer().listen(0, "127.0.0.1");
	await once(probe, "listening");
	const { port } = probe.address();
	probe.close();
	await once(probe, "close");
	return port;
}

async function startRedis(port) {
	const args = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", folder];
	const child = spawn("redis-server", args.map(String), { stdio: "ignore" });
	await until(async () => {
		const probe = connectTcp(port, "127.0.0.1");
		const answered = await Promise.race([once(probe, "connect").then(() => true), sleep(500)]).catch(
			() => false
		);
		probe.destroy();
		return answered;
	});
	return child;
}
