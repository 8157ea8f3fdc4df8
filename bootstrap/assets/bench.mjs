/*
 * Where things are in this bench, and the npm packages of apps/frappe.
 *
 * The build lives in bootstrap/ but its packages live in apps/frappe/node_modules, because the desk
 * also loads some of them straight from /assets/frappe/node_modules/.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const bench = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const sites = join(bench, "sites");
export const assets = join(sites, "assets");

const requireFromFrappe = createRequire(join(bench, "apps", "frappe", "package.json"));

/** Load a package from apps/frappe/node_modules. */
export function load(name) {
	try {
		return requireFromFrappe(name);
	} catch (error) {
		if (error.code !== "MODULE_NOT_FOUND") throw error;
		throw new Error(`npm package "${name}" is missing: run "npm ci --ignore-scripts" in apps/frappe`);
	}
}

/** The apps of this bench, frappe first, as sites/apps.txt lists them. */
export function listApps() {
	const list = join(sites, "apps.txt");
	if (!existsSync(list)) throw new Error("sites/apps.txt is missing: it names one app per line");
	const apps = readFileSync(list, "utf8").split(/\s+/).filter(Boolean);
	return [...new Set(apps)];
}

export const appRoot = (app) => join(bench, "apps", app);
export const publicFolder = (app) => join(appRoot(app), app, "public");
export const nodeModules = (app) => join(appRoot(app), "node_modules");

/** Folders that a bare import is looked up in: "vue", then "frappe/public/js/…", of any app. */
export function importFolders() {
	const apps = listApps();
	return [...apps.map(nodeModules), ...apps.map(appRoot)].filter(existsSync);
}

/** sites/common_site_config.json, or an empty object on a bench that has none yet. */
export function readConfig() {
	const file = join(sites, "common_site_config.json");
	return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}
