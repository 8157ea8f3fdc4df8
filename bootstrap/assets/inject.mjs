/*
 * Styles that scripts bring along (imported sheets, <style> of Vue components) become a <style>
 * element when the script runs, on pages with or without the desk.
 */
import { dirname } from "node:path";

import { bench, importFolders, load } from "./bench.mjs";
import { EMBEDDED, STYLE_FILE, compileStyle, describeError, stylesPlugin } from "./styles.mjs";

const HELPER = "inject-style";
const HELPER_SOURCE = `export default function (css) {
	const element = document.createElement("style");
	element.textContent = css;
	document.head.append(element);
}`;

/** A script that adds the given CSS to the page. Plain CSS imports in it are inlined first. */
export async function scriptOf(css, path, { production }) {
	const result = await load("esbuild").build({
		absWorkingDir: bench,
		stdin: { contents: css, loader: "css", resolveDir: dirname(path), sourcefile: path },
		bundle: true,
		write: false,
		minify: production,
		charset: "utf8",
		logLevel: "silent",
		nodePaths: importFolders(),
		loader: EMBEDDED,
		plugins: [stylesPlugin()],
	});
	const text = JSON.stringify(result.outputFiles[0].text);
	return `import inject from "${HELPER}";\ninject(${text});\n`;
}

/** esbuild plugin for the helper, and for style sheets that a script imports. */
export function injectPlugin({ production }) {
	return {
		name: "inject",
		setup(build) {
			build.onResolve({ filter: new RegExp(`^${HELPER}$`) }, ({ path }) => ({ path, namespace: HELPER }));
			build.onLoad({ filter: /.*/, namespace: HELPER }, () => ({ contents: HELPER_SOURCE, loader: "js" }));
			build.onLoad({ filter: STYLE_FILE }, async ({ path }) => {
				const { readFile } = await import("node:fs/promises");
				try {
					const { css, files } = await compileStyle(await readFile(path, "utf8"), path);
					const contents = await scriptOf(css, path, { production });
					return { contents, loader: "js", resolveDir: dirname(path), watchFiles: files };
				} catch (error) {
					return { errors: [describeError(error, path)], watchFiles: [path] };
				}
			});
		},
	};
}
