"""What a reader sees of a formatted text, line by line, and names in it."""

import re
from html.parser import HTMLParser

from lijian_hulei.kernel.detect import plain

BLOCKS = {
	"p",
	"div",
	"br",
	"li",
	"ol",
	"ul",
	"tr",
	"table",
	"h1",
	"h2",
	"h3",
	"h4",
	"h5",
	"h6",
	"blockquote",
	"pre",
}
SHOWN_ATTRIBUTES = {"alt", "title", "href"}
UNSEEN = {"script", "style"}
SHORTEST_NAME = 2
BETWEEN = re.compile(r"[\s·•・]+")


class _Reader(HTMLParser):
	"""Inline marks join what stands on both sides; blocks and cells part it."""

	def __init__(self) -> None:
		super().__init__(convert_charrefs=True)
		self.parts: list[str] = []
		self.unseen = 0

	def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
		if tag in UNSEEN:
			self.unseen += 1
		if tag in BLOCKS:
			self.parts.append("\n")
		if tag == "td":
			self.parts.append(" ")
		for name, value in attrs:
			if name in SHOWN_ATTRIBUTES and value and not value.startswith("data:"):
				self.parts.append(f"\n{value}\n")

	def handle_endtag(self, tag: str) -> None:
		if tag in UNSEEN and self.unseen:
			self.unseen -= 1
		if tag in BLOCKS:
			self.parts.append("\n")

	def handle_data(self, data: str) -> None:
		if not self.unseen:
			self.parts.append(data)


def lines_of(text: str | None) -> list[str]:
	"""The non-empty lines of plain text or HTML, without tags."""
	text = str(text or "")
	if "<" in text or "&" in text:
		reader = _Reader()
		reader.feed(text)
		reader.close()
		text = "".join(reader.parts)
	return [line.strip() for line in plain(text).splitlines() if line.strip()]


def joined(text: str) -> str:
	"""Without blanks and middle dots, for comparing names that were written with gaps."""
	return BETWEEN.sub("", plain(text))


def lines_with_names(lines: list[str], names: list[str]) -> list[tuple[int, bool]]:
	"""(line from 1, whether the name has two characters only) for each line that holds one of `names`.

	A line is reported once, as the longer name: a short one may be an ordinary word.
	"""
	known = {joined(name) for name in names}
	known = [name for name in known if len(name) >= SHORTEST_NAME]
	found = []
	for number, line in enumerate(lines, start=1):
		text = joined(line)
		lengths = [len(name) for name in known if name in text]
		if lengths:
			found.append((number, max(lengths) <= SHORTEST_NAME))
	return found
