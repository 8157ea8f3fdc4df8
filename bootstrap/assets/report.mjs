/*
 * What a build prints.
 */
import { statSync } from "node:fs";
import { relative } from "node:path";

import { assets, load } from "./bench.mjs";

export function printOutputs(built) {
	const rows = built.map(({ output }) => ({ name: relative(assets, output), bytes: statSync(output).size }));
	rows.sort((a, b) => (a.name < b.name ? -1 : 1));
	for (const { name, bytes } of rows) console.log(`  ${kilobytes(bytes).padStart(10)}  ${name}`);
	const total = rows.reduce((sum, row) => sum + row.bytes, 0);
	console.log(`  ${kilobytes(total).padStart(10)}  ${rows.length} files`);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** Each message once: both directions of a style sheet fail alike. */
export async function printErrors(errors) {
	const texts = await Promise.all(errors.map(formatErrors));
	for (const text of new Set(texts.flat())) console.error(text);
}

export async function formatErrors(error) {
	if (!error.errors) return [error.stack ?? String(error)];
	const color = Boolean(process.stderr.isTTY);
	return load("esbuild").formatMessages(error.errors, { kind: "error", color, terminalWidth: 100 });
}
