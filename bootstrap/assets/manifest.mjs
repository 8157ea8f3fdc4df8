/*
 * sites/assets/assets.json and assets-rtl.json: bundle name -> URL of its newest hashed file.
 * Frappe reads both (frappe.utils.get_assets_json); the right-to-left names carry "rtl_".
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { assets, sites } from "./bench.mjs";

const MANIFESTS = { js: "assets.json", css: "assets.json", "css-rtl": "assets-rtl.json" };
const HASHED = /\.[A-Z0-9]{8}(\.(?:js|css))(?:\.map)?$/;

/** "desk.bundle.U4CXAEPT.js" (or its source map) -> "desk.bundle.js". */
export const withoutHash = (path) => path.replace(HASHED, "$1");

/** Where the web server shows a file of sites/assets. */
export const urlOf = (path) => path.slice(sites.length);

/**
 * Record what one kind of build ("js", "css" or "css-rtl") made and remove the older files of the
 * same bundles. `wholeApps` were built completely: anything else of theirs is stale.
 */
export function record(kind, built, wholeApps) {
	const outputs = new Map(built.map(({ bundle, output }) => [nameOf(kind, bundle), { bundle, output }]));
	writeManifest(kind, outputs, wholeApps);
	const apps = new Set([...wholeApps, ...built.map(({ bundle }) => bundle.app)]);
	for (const app of apps) removeStale(kind, app, built, wholeApps.includes(app));
}

const nameOf = (kind, bundle) => (kind === "css-rtl" ? `rtl_${bundle.key}` : bundle.key);

function writeManifest(kind, outputs, wholeApps) {
	const file = join(assets, MANIFESTS[kind]);
	const kept = Object.entries(readManifest(file)).filter(
		([, url]) => !wholeApps.some((app) => url.startsWith(`/assets/${app}/dist/${kind}/`))
	);
	const fresh = [...outputs].map(([name, { output }]) => [name, urlOf(output)]);
	const merged = Object.fromEntries([...kept, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1)));
	// A reader never sees half a file.
	writeFileSync(`${file}.new`, `${JSON.stringify(merged, null, "\t")}\n`);
	renameSync(`${file}.new`, file);
}

function readManifest(file) {
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

function removeStale(kind, app, built, isWhole) {
	const folder = join(assets, app, "dist", kind);
	if (!existsSync(folder)) return;
	const own = built.filter(({ bundle }) => bundle.app === app);
	const current = new Set(own.map(({ output }) => output));
	const names = new Set(own.map(({ bundle }) => bundle.key));
	for (const name of readdirSync(folder)) {
		const path = join(folder, name);
		const isOurs = isWhole || names.has(withoutHash(name));
		if (isOurs && !current.has(path.replace(/\.map$/, ""))) rmSync(path, { recursive: true });
	}
}
