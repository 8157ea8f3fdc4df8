/*
 * The rooms of one connected user, named as frappe/realtime.py names them, and the events by which
 * the desk's client enters and leaves them (frappe/public/js/frappe/socketio_client.js).
 */
const SITE_ROOM = "all"; // desk users of the site
const WEBSITE_ROOM = "website"; // everybody signed in

const MAX_ROOMS = 500;
const MAX_PENDING_CHECKS = 20;

const doctypeRoom = (doctype) => `doctype:${doctype}`;
const docRoom = (doctype, docname) => `doc:${doctype}/${docname}`;
const openDocRoom = (doctype, docname) => `open_doc:${doctype}/${docname}`;
const taskRoom = (task) => `task_progress:${task}`;

export function serveRooms(socket, web) {
	const { caller, user, userType } = socket.data;
	const door = new Door(socket);
	const isDeskUser = userType === "System User";

	socket.join([`user:${user}`, WEBSITE_ROOM]);
	if (isDeskUser) socket.join(SITE_ROOM);

	on(socket, "doctype_subscribe", [isDoctype], (doctype) =>
		door.enter(doctypeRoom(doctype), () => web.mayReadDoctype(caller, doctype))
	);
	on(socket, "doctype_unsubscribe", [isDoctype], (doctype) => door.leave(doctypeRoom(doctype)));

	on(socket, "doc_subscribe", [isDoctype, isName], (doctype, docname) =>
		door.enter(docRoom(doctype, docname), () => web.mayReadDocument(caller, doctype, docname))
	);
	on(socket, "doc_unsubscribe", [isDoctype, isName], (doctype, docname) =>
		door.leave(docRoom(doctype, docname))
	);

	const open = new Map();
	on(socket, "doc_open", [isDoctype, isName], async (doctype, docname) => {
		const room = openDocRoom(doctype, docname);
		const entered = await door.enter(room, () => web.mayReadDocument(caller, doctype, docname));
		if (!entered) {
			door.leave(docRoom(doctype, docname)); // the right to read it may have been lost since
			return;
		}
		open.set(room, [doctype, docname]);
		tellViewers(socket.nsp, doctype, docname);
	});
	on(socket, "doc_close", [isDoctype, isName], (doctype, docname) => {
		const room = openDocRoom(doctype, docname);
		door.leave(room);
		if (open.delete(room)) tellViewers(socket.nsp, doctype, docname);
	});
	socket.on("disconnect", () => {
		for (const [doctype, docname] of open.values()) tellViewers(socket.nsp, doctype, docname);
	});

	// A task's id is a secret of the one who started it: Frappe has no right to ask about.
	const enterTask = (task) => door.enter(taskRoom(task), () => isDeskUser);
	on(socket, "task_subscribe", [isName], enterTask);
	on(socket, "progress_subscribe", [isName], enterTask);
	on(socket, "task_unsubscribe", [isName], (task) => door.leave(taskRoom(task)));

	socket.on("ping", () => socket.emit("pong"));
}

// A slash in a DocType's name (which Frappe does not allow) would make two documents share a room.
const isDoctype = (value) => isName(value) && !value.includes("/");
const isName = (value) => typeof value === "string" && value.length > 0 && value.length <= 140;

/** Calls `action` with the client's arguments if all of them pass; ignores the event otherwise. */
function on(socket, event, checks, action) {
	socket.on(event, async (...given) => {
		const args = given
			.slice(0, checks.length)
			.map((value) => (Number.isInteger(value) ? String(value) : value));
		if (!checks.every((check, index) => check(args[index]))) return;
		try {
			await action(...args);
		} catch (error) {
			console.error(`${socket.nsp.name} ${event}: ${error.message}`);
		}
	});
}

/** Lets a socket into rooms after a check, unless it has left again meanwhile. */
class Door {
	constructor(socket) {
		this.socket = socket;
		this.wanted = new Set();
		this.pending = 0;
	}

	async enter(room, isAllowed) {
		if (this.wanted.size >= MAX_ROOMS || this.pending >= MAX_PENDING_CHECKS) return false;
		this.wanted.add(room);
		const allowed = await this.check(room, isAllowed);
		if (!allowed || !this.wanted.has(room) || !this.socket.connected) return false;
		this.socket.join(room);
		return true;
	}

	async check(room, isAllowed) {
		this.pending += 1;
		let allowed = false;
		try {
			allowed = (await isAllowed()) === true;
		} finally {
			this.pending -= 1;
			// A right that was lost since the last visit closes the room, too.
			if (!allowed) this.leave(room);
		}
		return allowed;
	}

	leave(room) {
		this.wanted.delete(room);
		this.socket.leave(room);
	}
}

/** Everybody who has the form open learns who else has. */
function tellViewers(namespace, doctype, docname) {
	const room = openDocRoom(doctype, docname);
	const ids = [...(namespace.adapter.rooms.get(room) ?? [])];
	const users = new Set(ids.map((id) => namespace.sockets.get(id)?.data.user).filter(Boolean));
	namespace.to(room).emit("doc_viewers", { doctype, docname, users: [...users] });
}
