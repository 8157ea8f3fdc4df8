"""Which names and addresses files may have (pure)."""

import re
from urllib.parse import unquote

# 2a 19, CVE-2025-67289: nothing that a browser would run (html, svg, xml, js), nothing that a desk would (exe, bat, lnk).
IMAGES = ("png", "jpg", "jpeg", "gif", "webp", "bmp", "heic", "heif", "tif", "tiff", "ico")
DOCUMENTS = (
	"pdf",
	"ofd",
	"doc",
	"docx",
	"xls",
	"xlsx",
	"ppt",
	"pptx",
	"wps",
	"et",
	"dps",
	"odt",
	"ods",
	"odp",
	"rtf",
)
PLAIN = ("csv", "txt", "json")
RECORDINGS = ("mp3", "m4a", "wav", "amr", "mp4", "mov")
PACKED = ("zip", "gz")  # gz: results of background reports
EXTENSIONS = frozenset(IMAGES + DOCUMENTS + PLAIN + RECORDINGS + PACKED)

LOCAL_URL = re.compile(r"/(?:private/)?files/[^/\\\x00-\x1f?#]+(?:\?fid=\w+)?")
MARKUP = re.compile(r"<[^<>]*>|[<>]")


class BadName(ValueError):
	"""The name would leave its folder or hide what it is."""


class BadExtension(ValueError):
	"""Files of this kind are not taken."""


class BadAddress(ValueError):
	"""The address is not that of a file on this site."""


def check_name(name: str) -> None:
	"""CVE-2026-119145: no folders, no `..`, no control characters in a file's name."""
	plain = unquote(name)
	if not plain.strip(" .") or re.search(r"[/\\\x00-\x1f]", plain) or ".." in plain or len(plain) > 140:
		raise BadName(name)


def check_extension(name: str) -> None:
	"""Judged by the last dot, as browsers and web servers do; trailing dots and blanks do not hide it."""
	stem, dot, extension = unquote(name).rstrip(" .").rpartition(".")
	if not dot or not stem or extension.lower() not in EXTENSIONS:
		raise BadExtension(name)


def check_folder(folder: str) -> None:
	plain = unquote(folder)
	if ".." in plain or plain.startswith("/") or re.search(r"[\\\x00-\x1f]", plain):
		raise BadName(folder)


def check_address(file_url: str) -> None:
	"""CVE-2026-31878: the server fetches nothing from elsewhere. Only files of this site."""
	plain = unquote(file_url)
	if ".." in plain or not LOCAL_URL.fullmatch(plain):
		raise BadAddress(file_url)


def without_markup(text: str) -> str:
	"""2a 21: names are put into pages unescaped in places; a name has no use for angle brackets."""
	return MARKUP.sub("", text).strip()
