/*
 * Makes /assets/<app>/ and /assets/<app>/node_modules/ resolve, as Frappe's make_asset_dirs does,
 * so that the build also works without Python.
 */
import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { assets, nodeModules, publicFolder } from "./bench.mjs";

export function linkAssets(apps) {
	for (const folder of ["js", "css"]) mkdirSync(join(assets, folder), { recursive: true });
	removeBrokenLinks();
	for (const app of apps) {
		link(publicFolder(app), join(assets, app));
		link(nodeModules(app), join(assets, app, "node_modules"));
	}
}

function removeBrokenLinks() {
	for (const name of readdirSync(assets)) {
		const path = join(assets, name);
		if (lstatSync(path).isSymbolicLink() && !existsSync(path)) rmSync(path);
	}
}

/**
 * Links are relative, so that a bench may be moved; `path` may itself lie behind a link.
 * A real folder at `path` was put there by `bench build --hard-link`: it is left alone.
 */
function link(target, path) {
	if (!existsSync(target)) return;
	if (existsSync(path) && realpathSync(path) === realpathSync(target)) return;
	const present = lstatSync(path, { throwIfNoEntry: false });
	if (present?.isSymbolicLink()) rmSync(path);
	else if (present) return;
	symlinkSync(relative(realpathSync(dirname(path)), target), path);
}
