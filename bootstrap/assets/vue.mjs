/*
 * Vue 3 single-file components for esbuild: script (plain or setup, JS or TS), template, and
 * styles (CSS or Sass, scoped or not).
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";

import { bench, load } from "./bench.mjs";
import { scriptOf } from "./inject.mjs";
import { compileStyle, describeError, locationOf } from "./styles.mjs";

const STYLE_BLOCK = /^(.+\.vue)\?style=(\d+)$/;

export function vuePlugin({ production }) {
	return {
		name: "vue",
		setup(build) {
			build.onLoad({ filter: /\.vue$/ }, ({ path }) =>
				withErrors(path, async () => compileComponent(await parse(path), path, production))
			);
			build.onResolve({ filter: STYLE_BLOCK }, ({ path }) => ({ path, namespace: "vue-style" }));
			build.onLoad({ filter: STYLE_BLOCK, namespace: "vue-style" }, ({ path }) => {
				const [, file, index] = path.match(STYLE_BLOCK);
				return withErrors(file, async () => loadStyle(await parse(file), Number(index), file, production));
			});
		},
	};
}

async function withErrors(path, action) {
	try {
		return { resolveDir: dirname(path), watchFiles: [path], ...(await action()) };
	} catch (error) {
		return { errors: (error.all ?? [error]).map((one) => locate(one, path)), watchFiles: [path] };
	}
}

/** The compiler's own errors carry `loc`; those of a style block are shaped by their compiler. */
function locate(error, path) {
	const start = error.loc?.start;
	if (!start) return describeError(error, path);
	return {
		text: error.message,
		location: locationOf({ file: path, line: start.line, column: start.column - 1 }),
	};
}

async function parse(path) {
	const { descriptor, errors } = load("vue/compiler-sfc").parse(await readFile(path, "utf8"), {
		filename: path,
	});
	throwAll(errors);
	return descriptor;
}

function throwAll(errors) {
	if (!errors.length) return;
	const real = errors.map((error) => (typeof error === "string" ? new Error(error) : error));
	throw Object.assign(new Error(real[0].message), { all: real });
}

const scopeOf = (path) => createHash("sha256").update(relative(bench, path)).digest("hex").slice(0, 8);

function compileComponent(descriptor, path, production) {
	const id = scopeOf(path);
	const scoped = descriptor.styles.some((style) => style.scoped);
	const template = { id, scoped, slotted: descriptor.slotted, isProd: production, transformAssetUrls: false };
	const script = compileScript(descriptor, template);
	const parts = [
		...descriptor.styles.map((_, index) => `import ${JSON.stringify(`${path}?style=${index}`)};`),
		script.content,
	];
	// A template beside <script setup> is compiled into its setup function.
	if (descriptor.template && !descriptor.scriptSetup) {
		parts.push(compileTemplate(descriptor, path, template, script.bindings), "component.render = render;");
	}
	if (scoped) parts.push(`component.__scopeId = "data-v-${id}";`);
	parts.push("export default component;", "");
	return { contents: parts.join("\n"), loader: script.lang === "ts" ? "ts" : "js" };
}

function compileScript(descriptor, template) {
	if (!descriptor.script && !descriptor.scriptSetup) return { content: "const component = {};" };
	return load("vue/compiler-sfc").compileScript(descriptor, {
		id: template.id,
		isProd: template.isProd,
		inlineTemplate: Boolean(descriptor.scriptSetup),
		genDefaultAs: "component",
		templateOptions: template,
	});
}

function compileTemplate(descriptor, path, options, bindings) {
	const { code, errors } = load("vue/compiler-sfc").compileTemplate({
		...options,
		filename: path,
		source: descriptor.template.content,
		compilerOptions: { bindingMetadata: bindings },
	});
	throwAll(errors);
	return code.replace(/^export function render/m, "function render");
}

async function loadStyle(descriptor, index, path, production) {
	const block = descriptor.styles[index];
	// Empty lines before the block make its errors name the lines of the file.
	const source = "\n".repeat(block.loc.start.line - 1) + block.content;
	const { css, files } = await compileStyle(source, path, block.lang ?? "css");
	const result = await load("vue/compiler-sfc").compileStyleAsync({
		source: css,
		filename: path,
		id: `data-v-${scopeOf(path)}`,
		scoped: block.scoped,
		isProd: production,
	});
	throwAll(result.errors);
	const contents = await scriptOf(result.code, path, { production });
	return { contents, loader: "js", watchFiles: files };
}
