/*
 * Sass as the desk's sources write it: "~package/path" for npm packages, bare paths for any app.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { importFolders, listApps, load, publicFolder } from "./bench.mjs";

/** Frappe's and Bootstrap's sheets are of an older Sass: say only what an author wrote with @warn. */
const logger = {
	warn(message, { deprecation, span }) {
		if (!deprecation) console.warn(`sass: ${span?.url?.pathname ?? ""} ${message}`);
	},
};

export function compileSass(source, path, language) {
	const folders = importFolders();
	const result = load("sass").compileString(source, {
		url: pathToFileURL(path),
		syntax: language === "sass" ? "indented" : "scss",
		importers: [tildeImporter(folders)],
		loadPaths: [...folders, ...listApps().map(publicFolder)],
		quietDeps: true,
		verbose: true,
		logger,
	});
	return { css: result.css, files: result.loadedUrls.filter(isFile).map((url) => fileURLToPath(url)) };
}

const isFile = (url) => url.protocol === "file:";

/** "~bootstrap/scss/bootstrap" -> that file below the first node_modules that has the package's folder. */
function tildeImporter(folders) {
	return {
		findFileUrl(url) {
			if (!url.startsWith("~")) return null;
			const path = url.slice(1);
			const folder = folders.find((candidate) => existsSync(dirname(join(candidate, path))));
			return folder ? pathToFileURL(join(folder, path)) : null;
		},
	};
}
