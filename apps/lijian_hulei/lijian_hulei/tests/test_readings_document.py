"""docs/readings.md: every ambiguity of the plan has its reading and its test, and no setting is without effect."""

import json
import re
from pathlib import Path
from unittest import TestCase

APP = Path(__file__).resolve().parent.parent
PAGE = APP.parents[2] / "docs" / "readings.md"
AMBIGUITIES = 25
SETTINGS = APP / "privacy" / "doctype" / "hulei_settings"
READ_BY = (".py", ".html", ".js")
NO_VALUE = ("Section Break", "Column Break", "Tab Break", "HTML")
PLACES = (SETTINGS, APP / "ledger/doctype/grading_policy", APP / "ledger/doctype/risk_factor")
CODE = re.compile(r"`([^`]+)`")


def rows() -> dict[int, list[str]]:
	"""{number: [the plan's words, reading, where to change it, test]}."""
	found = {}
	for line in PAGE.read_text(encoding="utf-8").splitlines():
		cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
		if re.fullmatch(r"A\d+", cells[0]) and len(cells) == 5:
			found[int(cells[0][1:])] = cells[1:]
	return found


def fields_of(folder: Path) -> set[str]:
	form = json.loads((folder / f"{folder.name}.json").read_text(encoding="utf-8"))
	return {field["fieldname"] for field in form["fields"] if field["fieldtype"] not in NO_VALUE}


def program() -> str:
	"""What runs: without tests, patches and the setting's own DocType, which only checks the range."""
	files = [path for path in APP.rglob("*") if path.suffix in READ_BY and path.is_file()]
	read = [
		path
		for path in files
		if SETTINGS not in path.parents
		and not path.name.startswith("test_")
		and not {"patches", "dist"} & set(path.relative_to(APP).parts)
	]
	return "\n".join(path.read_text(encoding="utf-8") for path in read)


class TestReadingsDocument(TestCase):
	def test_no_setting_is_without_effect(self):
		text = program()
		dead = [name for name in sorted(fields_of(SETTINGS)) if not re.search(rf"\b{name}\b", text)]
		self.assertEqual(dead, [])

	def test_every_ambiguity_has_its_reading(self):
		if not PAGE.exists():  # the app may be installed without the repository around it
			self.skipTest("no docs/readings.md")
		found = rows()
		self.assertEqual(sorted(found), list(range(1, AMBIGUITIES + 1)))
		self.assertEqual([number for number, cells in found.items() if not all(cells)], [])

	def test_the_fields_and_tests_it_names_are_there(self):
		if not PAGE.exists():
			self.skipTest("no docs/readings.md")
		fields = set().union(*(fields_of(folder) for folder in PLACES))
		for number, cells in rows().items():
			with self.subTest(f"A{number}"):
				self.assertLessEqual(set(CODE.findall(cells[2])), fields)
				self.assertTrue(all((APP / path).is_file() for path in CODE.findall(cells[3])))
