"""The names that the republished wheel replaced, and how to give each file its own names back.

Frappe's own tree (MIT licence) is republished on PyPI under other names. Every replacement was a plain
substitution, so it can be undone by substituting back, in this order, longest names first.
"""

import re

# Order matters: "Criscoerp.com" was "Erpnext.com" while every other "Criscoerp" was "ERPNext".
SUBSTITUTIONS = (
	("Criscoerp.com", "Erpnext.com"),
	("criscoerp", "erpnext"),
	("Criscoerp", "ERPNext"),
	("criscostack", "frappe"),
	("Criscostack", "Frappe"),
	("CRISCOSTACK", "FRAPPE"),
	("CriscoStack", "Frappe"),
	("Crisco Technologies", "Frappe Technologies"),
	("Crisco Framework", "Frappe Framework"),
	("Crisco", "Frappe"),
	("crisco", "frappe"),
)
WORKING_FOLDER = (("brik", "bench"), ("Brik", "Bench"))

BINARY_SUFFIXES = frozenset(".png .jpg .gif .woff .woff2 .ttf .otf .eot .mp3 .zip .ico".split())
REFUSE = frozenset({".DS_Store"})


def restore_text(text: str, suffix: str) -> str:
	"""Return `text` with upstream's names. Translations keep words such as "Rubrik" whole."""
	for republished, original in SUBSTITUTIONS:
		text = text.replace(republished, original)
	for republished, original in WORKING_FOLDER:
		if suffix == ".csv":
			text = re.sub(rf"\b{republished}\b", original, text)
		else:
			text = text.replace(republished, original)
	return text


def restore_path(path: str) -> str:
	"""Return a file or folder path with upstream's names."""
	return restore_text(path, "")


def is_binary(suffix: str, content: bytes) -> bool:
	return suffix.lower() in BINARY_SUFFIXES or b"\0" in content[:4096]
