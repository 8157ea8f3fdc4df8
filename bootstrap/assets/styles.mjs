/*
 * Style sheets: Sass or Less -> CSS -> vendor prefixes (-> mirrored for right-to-left languages).
 * esbuild then inlines plain CSS imports and minifies.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { bench, importFolders, listApps, load, publicFolder } from "./bench.mjs";
import { compileSass } from "./sass.mjs";

export const STYLE_FILE = /\.(css|scss|sass|less|styl)$/;

/** Images and fonts that a style sheet names by relative path travel inside it. */
export const EMBEDDED = Object.fromEntries(
	["png", "gif", "jpg", "svg", "eot", "ttf", "woff", "woff2"].map((type) => [`.${type}`, "dataurl"])
);

const compiled = new Map();

/** esbuild plugin that loads style sheets; `rtl` mirrors them. */
export function stylesPlugin({ rtl = false } = {}) {
	return {
		name: "styles",
		setup(build) {
			build.onResolve({ filter: /^\/(assets|files)\// }, ({ path }) => ({ path, external: true }));
			build.onLoad({ filter: STYLE_FILE }, async ({ path }) => {
				try {
					const { css, files } = await compileFile(path);
					const contents = rtl ? mirror(css, path) : css;
					return { contents, loader: "css", resolveDir: dirname(path), watchFiles: files };
				} catch (error) {
					return { errors: [describeError(error, path)], watchFiles: [path, ...(error.files ?? [])] };
				}
			});
		},
	};
}

/** Compiled once for both directions, and again when a file it read has changed. */
async function compileFile(path) {
	const known = compiled.get(path);
	if (known && known.stamp === stampOf((await known.result).files)) return known.result;
	const result = compileStyle(readFileSync(path, "utf8"), path);
	const entry = { result, stamp: undefined };
	compiled.set(path, entry);
	entry.stamp = stampOf((await result.catch((error) => dropAndThrow(path, error))).files);
	return result;
}

function dropAndThrow(path, error) {
	compiled.delete(path);
	throw error;
}

const stampOf = (files) => files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs).join();

/** CSS with vendor prefixes from the text of a style sheet, and the files it was read from. */
export async function compileStyle(source, path, language = extname(path).slice(1)) {
	const { css, files } = await toCss(source, path, language);
	const prefixed = load("postcss")([load("autoprefixer")]).process(css, { from: path, map: false });
	return { css: prefixed.css, files: [path, ...files] };
}

async function toCss(source, path, language) {
	switch (language) {
		case "css":
			return { css: source, files: [] };
		case "scss":
		case "sass":
			return compileSass(source, path, language);
		case "less": {
			const paths = [...importFolders(), ...listApps().map(publicFolder)];
			const { css, imports } = await load("less").render(source, { filename: path, paths });
			return { css, files: imports };
		}
		default:
			throw new Error(`style sheets in "${language}" are not supported: use scss`);
	}
}

function mirror(css, path) {
	return load("postcss")([load("rtlcss")]).process(css, { from: path, map: false }).css;
}

/** An esbuild message from an error of Sass, Less or PostCSS, each of which has its own shape. */
export function describeError(error, path) {
	const { span } = error;
	return {
		text: error.sassMessage ?? error.reason ?? error.message,
		location: locationOf({
			file: span?.url ? fileURLToPath(span.url) : (error.file ?? error.filename ?? path),
			line: span ? span.start.line + 1 : (error.line ?? 1),
			column: span ? span.start.column : Math.max((error.column ?? 1) - 1, 0),
		}),
	};
}

/** With the offending line, which esbuild shows but does not look up for plugins. */
export function locationOf({ file, line, column }) {
	const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
	return { file: relative(bench, file), line, column, lineText: lines[line - 1] ?? "" };
}
