"""Nobody may meet English on the Chinese desk: every word the app shows has its row in translations/zh.csv.

Reads the source files only, so it runs with and without a bench.
"""

import ast
import csv
import json
import re
import unittest
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from lijian_hulei.access.roles import ROLES

APP = Path(__file__).resolve().parent.parent
CATALOGUE = APP / "translations" / "zh.csv"
SKIPPED_FOLDERS = {"node_modules", "dist", "__pycache__", "demo"}

CHINESE = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z]{2,}")
PLACEHOLDER = re.compile(r"\{\{[\w.\s\[\]-]*\}\}|\{\w*\}|%\(\w+\)s|%s|\$\{[^}]*\}")
MARKUP = re.compile(r"<[^>]+>|&\w+;|\S+@\S+")
# Words an official reads as they are; a message of nothing else needs no Chinese.
INTERNATIONAL = {
	*(
		"ID",
		"URL",
		"HTML",
		"CSS",
		"JSON",
		"CSV",
		"PDF",
		"PNG",
		"JPG",
		"XLSX",
		"Excel",
		"WPS",
		"Word",
		"IP",
		"API",
	),
	*(
		"SQL",
		"SMS",
		"QR",
		"OAuth",
		"LDAP",
		"IMAP",
		"SMTP",
		"Markdown",
		"Frappe",
		"Google",
		"Python",
		"JavaScript",
	),
}
# `__("text", [values], "context")` in scripts and templates, `_("text", context="context")` in Jinja.
SCRIPT_CALL = re.compile(
	r"(?<![\w$.])_{1,2}\(\s*(?P<quote>[\"'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)"
	r"(?:\s*,\s*(?:null|undefined|\[[^\]]*\])\s*,\s*[\"'](?P<context>[^\"']+)[\"']|\s*,\s*context\s*=\s*[\"'](?P<jinja>[^\"']+)[\"'])?",
	re.S,
)
ESCAPED = re.compile(r"\\(.)", re.S)

# What each kind of record written as JSON shows: its own keys and the keys of the rows of its tables.
SHOWN_KEYS = {
	"DocType": (
		("name", "description"),
		{
			"fields": ("label", "description"),
			"actions": ("label", "group"),
			"links": ("group",),
			"permissions": ("role",),
			"states": ("title",),
		},
	),
	"Report": (("report_name",), {"columns": ("label",), "filters": ("label",), "roles": ("role",)}),
	"Workspace": (
		("title",),
		{
			"charts": ("label",),
			"links": ("label", "description"),
			"number_cards": ("label",),
			"quick_lists": ("label",),
			"roles": ("role",),
			"shortcuts": ("label", "format"),
		},
	),
	"Print Format": (("name",), {}),
	"Number Card": (("label",), {}),
	"Dashboard": (("dashboard_name",), {}),
	"Dashboard Chart": (("chart_name",), {"roles": ("role",)}),
	"Page": (("title",), {"roles": ("role",)}),
	"Workflow": ((), {"states": ("state",), "transitions": ("action",)}),
}

Message = tuple[str, str]  # source text, context


def app_files(*endings: str) -> Iterator[Path]:
	"""Our own source files with one of `endings`, without tests, built and borrowed ones."""
	for path in sorted(APP.rglob("*")):
		if path.suffix not in endings or SKIPPED_FOLDERS.intersection(path.relative_to(APP).parts):
			continue
		if not path.name.startswith("test_") and "testing" not in path.relative_to(APP).parts:
			yield path


def python_messages(source: str) -> Iterator[Message]:
	"""The literal first arguments of `_()`; an f-string or a sum there can never be translated and is an error."""
	for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
		name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
		if name not in ("_", "_lt") or not call.args:
			continue
		text = call.args[0]
		if isinstance(text, ast.JoinedStr | ast.BinOp):
			raise ValueError(f"line {call.lineno}: the text within _() must be one literal")
		if isinstance(text, ast.Constant) and isinstance(text.value, str):
			context = next((word.value for word in call.keywords if word.arg == "context"), None)
			yield looked_up_by_python(text.value), getattr(context, "value", "")


def looked_up_by_python(text: str) -> str:
	"""The key Frappe looks up in Python: without blanks around and, for markup, without its tags."""
	return (re.sub(r"<[^>]*>", "", text) if re.search(r"<(\w+)[^>]*>.*</\1>", text, re.S) else text).strip()


def script_messages(source: str) -> Iterator[Message]:
	"""The literal first arguments of `__()` in scripts and of `_()` in templates."""
	for call in SCRIPT_CALL.finditer(source):
		text = ESCAPED.sub(lambda escape: {"n": "\n", "t": "\t"}.get(escape[1], escape[1]), call["text"])
		yield text, call["context"] or call["jinja"] or ""


def record_messages(record: dict) -> Iterator[Message]:
	"""The labels, options and descriptions of a record kept as JSON."""
	own, tables = SHOWN_KEYS.get(record.get("doctype"), ((), {}))
	for key in own:
		yield record.get(key) or "", ""
	for table, keys in tables.items():
		for row in record.get(table) or ():
			for key in keys:
				yield row.get(key) or "", ""
	for field in record.get("fields") or () if record.get("doctype") == "DocType" else ():
		options = field.get("options") or ""
		if field["fieldtype"] == "Select":
			yield from ((option.strip(), "") for option in options.split("\n"))
		elif field["fieldtype"] == "HTML":
			yield options, ""


def shown_messages() -> dict[Message, set[str]]:
	"""Every message of the app with the places it comes from, relative to the app."""
	found = defaultdict(set)
	for path in app_files(".py", ".js", ".vue", ".html", ".json"):
		place, source = str(path.relative_to(APP)), path.read_text(encoding="utf-8")
		if path.suffix == ".py":
			messages = python_messages(source)
		elif path.suffix == ".json":
			record = json.loads(source)
			messages = record_messages(record) if isinstance(record, dict) else ()
		else:
			messages = script_messages(source)
		for message in messages:
			found[message].add(place)
	for role in ROLES:
		found[role, ""].add("access/roles.py")
	for module in (APP / "modules.txt").read_text(encoding="utf-8").split("\n"):
		found[module.strip(), ""].add("modules.txt")
	return {message: places for message, places in found.items() if needs_chinese(message[0])}


def needs_chinese(text: str) -> bool:
	"""Whether `text` has words of a language, not only placeholders, markup, numbers and international words."""
	bare = MARKUP.sub(" ", PLACEHOLDER.sub(" ", text))
	return not CHINESE.search(text) and any(word not in INTERNATIONAL for word in WORD.findall(bare))


def catalogue_rows() -> list[list[str]]:
	with CATALOGUE.open(encoding="utf-8", newline="") as file:
		return list(csv.reader(file))


def placeholders(text: str) -> Counter:
	"""`{}` counts by number, named and numbered ones by presence: a sentence may need a name twice."""
	found = Counter(PLACEHOLDER.findall(text))
	return Counter({mark: count if mark in ("{}", "%s") else 1 for mark, count in found.items()})


class TestTranslations(unittest.TestCase):
	maxDiff = None

	def test_every_message_of_the_app_has_chinese(self):
		known = {(row[0], row[2] if len(row) > 2 else "") for row in catalogue_rows()}
		missing = {
			text: sorted(places)
			for (text, context), places in shown_messages().items()
			if (text, context) not in known and (text, "") not in known
		}
		lines = [f"{text!r} in {', '.join(places)}" for text, places in sorted(missing.items())]
		self.assertFalse(lines, "Without a row in translations/zh.csv:\n" + "\n".join(lines))

	def test_no_translation_loses_or_invents_a_placeholder(self):
		wrong = [row for row in catalogue_rows() if placeholders(row[0]) != placeholders(row[1])]
		self.assertFalse(wrong, "Placeholders differ between English and Chinese")

	def test_every_translation_is_chinese(self):
		wrong = [row for row in catalogue_rows() if not row[1].strip() or needs_chinese(row[1])]
		self.assertFalse(wrong, "The translation is empty or has words, but no Chinese")

	def test_a_row_is_two_or_three_cells_and_stands_once(self):
		rows = catalogue_rows()
		self.assertFalse(
			[row for row in rows if len(row) not in (2, 3)], "A row is English, Chinese and perhaps context"
		)
		keys = Counter((row[0], row[2] if len(row) > 2 else "") for row in rows)
		self.assertFalse([key for key, count in keys.items() if count > 1], "Translated twice")


class TestReading(unittest.TestCase):
	"""The readers above see what they should; a blind one would pass everything."""

	def test_python(self):
		source = '_("Minor {0}").format(1)\nfrappe._("Open", context="Access")\n_(label)\n_("two " "parts")\n_("<b>Bold</b> ")'
		expected = [("Minor {0}", ""), ("Open", "Access"), ("two parts", ""), ("Bold", "")]
		self.assertCountEqual(python_messages(source), expected)

	def test_a_text_put_together_within_the_call_is_refused(self):
		for source in ('_(f"Minor {name}")', '_("Minor " + name)'):
			with self.assertRaises(ValueError):
				list(python_messages(source))

	def test_script(self):
		source = """__("Save"); __('It\\'s {0}', [name]); this.__("x"); my__("y"); __("Add", null, "Button"); __(\n\t"Long"\n)"""
		expected = [("Save", ""), ("It's {0}", ""), ("Add", "Button"), ("Long", "")]
		self.assertEqual(list(script_messages(source)), expected)

	def test_template(self):
		self.assertEqual(
			list(script_messages('{{ _("Total") }} {{ _("Open", context="State") }}')),
			[("Total", ""), ("Open", "State")],
		)

	def test_record(self):
		record = {
			"doctype": "DocType",
			"name": "Visit",
			"fields": [{"fieldtype": "Select", "label": "Mode", "options": "\nIn Person\nTelephone"}],
			"permissions": [{"role": "Village Cadre"}],
		}
		texts = {text for text, _context in record_messages(record) if text}
		self.assertEqual(texts, {"Visit", "Mode", "In Person", "Telephone", "Village Cadre"})

	def test_words(self):
		for text in ("Minor", "{0} visits", "<b>Save</b>"):
			self.assertTrue(needs_chinese(text), text)
		for text in ("", "{0} / {1}", "<b>{0}</b>", "PDF", "ID", "走访", "A4", "15%"):
			self.assertFalse(needs_chinese(text), text)
