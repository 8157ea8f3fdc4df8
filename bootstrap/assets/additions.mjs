/*
 * npm packages that lack something the desk's sources count on, and the script of ours that adds it
 * right after the package has run.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const ADDITIONS = {
	"air-datepicker/dist/js/datepicker.min.js": "additions/datepicker_seconds.js",
};

export const additionsPlugin = {
	name: "additions",
	setup(build) {
		for (const [file, addition] of Object.entries(ADDITIONS)) {
			const filter = new RegExp(`/node_modules/${file.replaceAll(".", "\\.")}$`);
			const path = fileURLToPath(new URL(addition, import.meta.url));
			build.onLoad({ filter }, async (source) => {
				const contents = `${await readFile(source.path, "utf8")}\nrequire(${JSON.stringify(path)});\n`;
				return { contents, loader: "js" };
			});
		}
	},
};
