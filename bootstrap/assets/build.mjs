/*
 * Builds the desk's and the apps' bundles into sites/assets/<app>/dist/{js,css,css-rtl}.
 *
 * Stands in for the build folder that Frappe's wheel lacks. Run it from the bench root,
 *     node bootstrap/assets/build.mjs --production
 * or through `bench build` / `bench watch`, which call it by the scripts in apps/frappe/package.json.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";

import { additionsPlugin } from "./additions.mjs";
import { repairsPlugin } from "./repairs.mjs";
import { appRoot, assets, bench, importFolders, listApps, load } from "./bench.mjs";
import { findBundles, findClashes } from "./bundles.mjs";
import { announceBuild, dropCachedManifest } from "./cache.mjs";
import { injectPlugin } from "./inject.mjs";
import { linkAssets } from "./links.mjs";
import { record, urlOf, withoutHash } from "./manifest.mjs";
import { formatErrors, printErrors, printOutputs } from "./report.mjs";
import { EMBEDDED, stylesPlugin } from "./styles.mjs";
import { templatesPlugin } from "./templates.mjs";
import { vuePlugin } from "./vue.mjs";

/** Browsers that township offices still run: Chromium shells of 2020 and later. */
const BROWSERS = ["chrome79", "firefox78"];

const KINDS = {
	js: {
		source: "js",
		plugins: (options) => [additionsPlugin, repairsPlugin, templatesPlugin, vuePlugin(options), injectPlugin(options)],
	},
	css: { source: "css", plugins: () => [stylesPlugin()] },
	"css-rtl": { source: "css", plugins: () => [stylesPlugin({ rtl: true })] },
};

/** The flags are those that frappe/build.py passes. */
function readOptions() {
	const { values } = parseArgs({
		options: {
			apps: { type: "string", default: "" },
			files: { type: "string", default: "" },
			skip_frappe: { type: "boolean", default: false },
			production: { type: "boolean", default: false },
			watch: { type: "boolean", default: false },
			"live-reload": { type: "boolean", default: false },
			"run-build-command": { type: "boolean", default: false },
			"save-metafiles": { type: "boolean", default: false },
		},
	});
	const list = (text) =>
		text
			.split(",")
			.map((part) => part.trim())
			.filter(Boolean);
	const files = list(values.files);
	const named = files.length ? files.map((name) => name.split("/")[0]) : list(values.apps);
	return { ...values, files, apps: chooseApps(named, values.skip_frappe && !files.length) };
}

function chooseApps(named, skipFrappe) {
	const known = listApps();
	const unknown = named.filter((app) => !known.includes(app));
	if (unknown.length) throw new Error(`not in sites/apps.txt: ${unknown.join(", ")}`);
	const chosen = named.length ? known.filter((app) => named.includes(app)) : known;
	return chosen.filter((app) => !(skipFrappe && app === "frappe"));
}

function esbuildOptions(kind, bundles, options) {
	const mode = options.production ? "production" : "development";
	return {
		absWorkingDir: bench,
		entryPoints: Object.fromEntries(
			bundles.map(({ app, stem, file }) => [`${app}/dist/${kind}/${stem}`, file])
		),
		entryNames: "[dir]/[name].[hash]",
		outdir: assets,
		bundle: true,
		metafile: true,
		minify: options.production,
		sourcemap: true,
		charset: "utf8",
		target: BROWSERS,
		nodePaths: importFolders(),
		loader: EMBEDDED,
		logLevel: "silent",
		define: {
			"process.env.NODE_ENV": JSON.stringify(mode),
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
		},
		plugins: KINDS[kind].plugins(options),
	};
}

/** Which file each bundle became. (Matched by name: the source's path may have led through a link.) */
function matchOutputs(kind, bundles, metafile) {
	const names = new Map(bundles.map((bundle) => [`${bundle.app}/dist/${kind}/${bundle.key}`, bundle]));
	return Object.entries(metafile.outputs)
		.filter(([, info]) => info.entryPoint)
		.map(([path]) => join(bench, path))
		.map((output) => ({ bundle: names.get(relative(assets, withoutHash(output))), output }));
}

function jobsOf(options) {
	const bundles = findBundles(options.apps, options.files);
	for (const [key, files] of findClashes(bundles)) {
		console.warn(`warning: ${key} has ${files.length} sources, the last one is used: ${files.join(", ")}`);
	}
	return Object.keys(KINDS).map((kind) => {
		const own = bundles.filter((bundle) => bundle.kind === KINDS[kind].source);
		return { kind, bundles: own, config: esbuildOptions(kind, own, options) };
	});
}

async function buildOnce(options) {
	const started = Date.now();
	const jobs = jobsOf(options);
	const count = jobs.reduce((sum, job) => sum + job.bundles.length, 0);
	const mode = options.production ? "production" : "development";
	console.log(`Building ${count} bundles of ${options.apps.join(", ") || "no app"} for ${mode}`);

	const results = await Promise.allSettled(jobs.map((job) => load("esbuild").build(job.config)));
	const failed = results.filter(({ status }) => status === "rejected");
	if (failed.length) {
		await printErrors(failed.map(({ reason }) => reason));
		throw new Error("the build failed: assets.json still names the bundles of the last good build");
	}

	const wholeApps = options.files.length ? [] : options.apps;
	const built = jobs.flatMap(({ kind, bundles }, index) => {
		const { metafile } = results[index].value;
		const outputs = matchOutputs(kind, bundles, metafile);
		record(kind, outputs, wholeApps);
		if (options["save-metafiles"])
			writeFileSync(join(assets, `metafile-${kind}.json`), JSON.stringify(metafile));
		return outputs;
	});
	await dropCachedManifest();
	printOutputs(built);
	console.log(`Done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Apps may have a front end of their own: `scripts.build` of their package.json. */
function runBuildCommands(apps) {
	for (const app of apps.filter((name) => name !== "frappe")) {
		const file = join(appRoot(app), "package.json");
		if (!existsSync(file) || !JSON.parse(readFileSync(file, "utf8")).scripts?.build) continue;
		console.log(`Running the build command of ${app}`);
		execFileSync("yarn", ["run", "build"], { cwd: appRoot(app), stdio: "inherit" });
	}
}

async function watch(options) {
	for (const { kind, bundles, config } of jobsOf(options)) {
		const announce = announcePlugin(kind, bundles, options);
		const context = await load("esbuild").context({ ...config, plugins: [...config.plugins, announce] });
		await context.watch();
	}
	console.log(`Watching ${options.apps.join(", ")}; a new bundle file needs a restart`);
}

/** After each rebuild: bring the manifest up to date and tell open desks what changed. */
function announcePlugin(kind, bundles, options) {
	let before = null;
	return {
		name: "announce",
		setup(build) {
			build.onEnd(async (result) => {
				if (result.errors.length) {
					await printErrors([result]);
					const formatted = await formatErrors(result);
					await announceBuild({ error: { errors: result.errors }, formatted, stack: "" });
					return;
				}
				const outputs = matchOutputs(kind, bundles, result.metafile);
				record(kind, outputs, []);
				await dropCachedManifest();
				const urls = outputs.map(({ output }) => urlOf(output));
				const changed = before ? urls.filter((url) => !before.includes(url)) : [];
				before = urls;
				if (!changed.length) return;
				console.log(`${new Date().toLocaleTimeString()} rebuilt ${changed.join(", ")}`);
				await announceBuild({ success: true, live_reload: options["live-reload"], changed_files: changed });
			});
		},
	};
}

async function main() {
	const options = readOptions();
	linkAssets(listApps());
	if (options.watch) {
		await watch(options);
		return;
	}
	await buildOnce(options);
	if (options["run-build-command"]) runBuildCommands(options.apps);
}

main().catch((error) => {
	console.error(`error: ${error.message}`);
	process.exitCode = 1;
});
