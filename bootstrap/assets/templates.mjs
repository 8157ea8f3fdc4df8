/*
 * Micro-templates: `import "./page.html"` fills frappe.templates["page"].
 *
 * The text goes through a JavaScript literal, so that "\'" in a template means "'", as the desk's
 * templates are written; "`" and "${" have no meaning there and are kept as they are. Comments go:
 * an apostrophe in one can break the template's compilation in the browser.
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";

export const templatesPlugin = {
	name: "templates",
	setup(build) {
		build.onLoad({ filter: /\.html$/ }, async ({ path }) => {
			const name = basename(path).split(".")[0];
			const source = await readFile(path, "utf8");
			const text = source.replace(/<!--.*?-->/gs, "").replace(/`|\$\{/g, "\\$&");
			return { contents: `frappe.templates[${JSON.stringify(name)}] = \`${text}\`;\n`, loader: "js" };
		});
	},
};
