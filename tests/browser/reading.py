"""What a person reads on a screen, and which of it is English."""

import re
from dataclasses import dataclass

# Every visible text with what it is and where it stands: text nodes, the words of controls, hints and names for readers aloud.
TEXTS = r"""() => {
	const CODE = ".ace_editor, pre, code, kbd, .tooltip-content, .ql-clipboard";
	// Names of fields and codes of masters, which stewards write; the words around them are read.
	const NAMED = ":is([data-fieldname='code'], [data-fieldname='language'], [data-fieldname='token'], [data-fieldname$='_digest'], [data-fieldname$='_field'], [data-fieldname$='_filters'])";
	const VALUES = [".control-input", ".control-value", ".static-area", ".value", ".help-box"].map((part) => NAMED + " " + part).join();
	const found = [];
	const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true });
	const place = (element) => {
		const field = element.closest("[data-fieldname]");
		const own = (typeof element.className === "string" ? element.className : "").trim().split(/\s+/).slice(0, 3).join(".");
		return element.tagName.toLowerCase() + (own && "." + own) + (field ? " @" + field.dataset.fieldname : "");
	};
	const add = (kind, text, element) => {
		text = (text || "").trim();
		if (text && /[A-Za-z]/.test(text)) found.push([kind, text.slice(0, 300), place(element)]);
	};
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const parent = walker.currentNode.parentElement;
		if (!/[A-Za-z]/.test(walker.currentNode.data) || !parent) continue;
		if (["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "OPTION", "TEXTAREA"].includes(parent.tagName)) continue;
		if (parent.closest(CODE) || parent.closest(VALUES) || !shown(parent)) continue;
		// The underlined key of a menu entry splits its word.
		const cut = parent.closest(".alt-underline")?.parentElement || (parent.querySelector(":scope > .alt-underline") ? parent : null);
		add("text", cut ? cut.textContent : walker.currentNode.data, parent);
	}
	for (const element of document.querySelectorAll("[placeholder], [title], [aria-label], [alt], [data-original-title], input, select, textarea")) {
		if (!shown(element) || element.closest(CODE) || element.closest(VALUES)) continue;
		for (const name of ["placeholder", "title", "aria-label", "alt", "data-original-title"]) {
			const words = new DOMParser().parseFromString(element.getAttribute(name) || "", "text/html");
			add(name, words.body.textContent, element);
		}
		if (element.tagName === "SELECT") for (const option of element.options) add("option", option.text, element);
		else if (["INPUT", "TEXTAREA"].includes(element.tagName) && !["password", "hidden", "checkbox", "radio"].includes(element.type)) add("value", element.value, element);
	}
	add("tab", document.title, document.documentElement);
	return found;
}"""

# Words an official reads as they are.
INTERNATIONAL = frozenset(
	"""
	ID PDF Excel XLSX xlsx csv CSV URL HTML CSS JSON PNG JPG JPEG WPS Word IP API SQL SMS QR GPS KTV CCTV VR QQ App APP OK
	Ctrl Shift Alt Esc Enter Tab Home End Backspace Space Administrator Guest Python Markdown JavaScript Jinja
	kB KB MB GB OAuth LDAP SMTP IMAP Google Frappe Chromium A4 Letter px mm cm Dropbox Slack Webhook
	""".split()
)
NAMES = re.compile(
	r"""(?:[\w/-]+)\.(?:png|jpe?g|pdf|xlsx|csv|zip|txt|svg)\b|\S+@\S+|https?://\S+|(?<![\w/])/[a-z][\w/-]*  # files, addresses
	|\b[A-Z][A-Z0-9]{0,5}(?:[-_][\w.]+)+             # names of records, codes of duties
	|\b[0-9a-f]{10}(?:[0-9a-f]{22})?\b               # names made by chance, checksums
	|\b(?:YYYY|yyyy|MM|mm|DD|dd|HH|ss|hh)(?:[-:/. ]+(?:YYYY|yyyy|MM|mm|DD|dd|HH|ss|hh))*\b""",
	re.X,
)
WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True)
class Text:
	"""One text of a screen: what it is (text, placeholder, title …), its words, the element it stands in."""

	kind: str
	words: str
	element: str

	def __str__(self) -> str:
		return f"{self.kind} {self.words!r} in {self.element}"


def english(texts: list[list[str]], known: frozenset[str] = frozenset()) -> list[Text]:
	"""Those of `texts` (see TEXTS) with words in Latin letters that are neither international nor names nor `known`."""
	found = []
	for kind, words, element in texts:
		left = " ".join(part for part in re.findall(r"\w+", NAMES.sub(" ", words)) if part not in known)
		if any(word not in INTERNATIONAL for word in WORD.findall(left)):
			found.append(Text(kind, " ".join(words.split()), element))
	return list(dict.fromkeys(found))
