// Rules for the desk scripts of the app and for the build and realtime server of bootstrap.
import { createRequire } from "node:module";

const require = createRequire(new URL("./apps/frappe/package.json", import.meta.url));
const js = require("@eslint/js");
const globals = require("globals");

const desk = Object.fromEntries(
	["frappe", "lijian_hulei", "cur_frm", "cur_list", "__", "locals", "flt", "cint", "cstr", "in_list", "moment", "open_url_post", "$", "jQuery", "Vue"].map((name) => [name, "readonly"])
);

export default [
	{ ignores: ["**/public/dist/**", "**/node_modules/**"] },
	js.configs.recommended,
	{
		files: ["apps/lijian_hulei/**/*.js"],
		languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser, ...desk } },
		rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }], eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
	},
	{
		files: ["bootstrap/**/*.mjs", "*.mjs"],
		languageOptions: { ecmaVersion: 2023, sourceType: "module", globals: globals.node },
		rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }], eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
	},
];
