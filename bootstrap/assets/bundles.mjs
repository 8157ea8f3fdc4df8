/*
 * Finds what is to be built: every the *.bundle.<ext> files anywhere under <app>/public.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { publicFolder } from "./bench.mjs";

const SCRIPT = /\.bundle\.(js|ts)$/;
const STYLE = /\.bundle\.(css|scss|sass|less|styl)$/;
const SKIPPED_FOLDERS = new Set(["dist", "node_modules"]);

/**
 * Bundles of the given apps. `only` narrows them to names such as "frappe/desk.bundle.css"
 * (by the name of the source or of the result, since Frappe asks for either).
 */
export function findBundles(apps, only = []) {
	const found = apps.flatMap((app) => walk(publicFolder(app)).flatMap((file) => describe(app, file)));
	if (!only.length) return found;
	const wanted = new Set(only);
	const chosen = found.filter(
		(bundle) => wanted.has(`${bundle.app}/${bundle.key}`) || wanted.has(`${bundle.app}/${bundle.source}`)
	);
	const known = new Set(
		chosen.flatMap((bundle) => [`${bundle.app}/${bundle.key}`, `${bundle.app}/${bundle.source}`])
	);
	const unknown = only.filter((name) => !known.has(name));
	if (unknown.length) throw new Error(`no such bundle: ${unknown.join(", ")}`);
	return chosen;
}

function describe(app, file) {
	const source = file.split("/").pop();
	const stem = source.replace(/\.[^.]+$/, "");
	if (SCRIPT.test(source)) return [{ app, file, source, stem, kind: "js", key: `${stem}.js` }];
	if (STYLE.test(source)) return [{ app, file, source, stem, kind: "css", key: `${stem}.css` }];
	return [];
}

function walk(folder) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : walk(path);
		return entry.isFile() ? [path] : [];
	});
}

/** Two bundles with one name cannot both stand in assets.json. */
export function findClashes(bundles) {
	const owners = new Map();
	for (const bundle of bundles) {
		owners.set(bundle.key, [...(owners.get(bundle.key) ?? []), bundle.file]);
	}
	return [...owners].filter(([, files]) => files.length > 1);
}
