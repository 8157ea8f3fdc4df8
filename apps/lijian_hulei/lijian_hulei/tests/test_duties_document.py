"""docs/duties.md: every row of the plan says where it is done, names duties that exist, and has a test of its name."""

import json
import re
from pathlib import Path
from unittest import TestCase

APP = Path(__file__).resolve().parent.parent
REPOSITORY = APP.parents[2]
PAGE = REPOSITORY / "docs" / "duties.md"
ROWS = 61
TEST = re.compile(r"def test_r(\d\d)_")
CODE = re.compile(r"R\d\d_\w+")


def rows() -> dict[int, list[str]]:
	"""{number: [plan text, who, how, duty codes]}."""
	found = {}
	for line in PAGE.read_text(encoding="utf-8").splitlines():
		cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
		if re.fullmatch(r"R\d\d", cells[0]) and len(cells) == 5:
			found[int(cells[0][1:])] = cells[1:]
	return found


def seeded_duties() -> set[str]:
	codes = set()
	for path in (APP / "setup" / "data").glob("*_duty.json"):
		codes |= {record["code"] for record in json.loads(path.read_text(encoding="utf-8"))["records"]}
	return codes


def numbers_tested() -> set[int]:
	files = [*APP.rglob("test_*.py"), *(REPOSITORY / "tests").rglob("test_*.py")]
	return {int(number) for path in files for number in TEST.findall(path.read_text(encoding="utf-8"))}


class TestDutiesDocument(TestCase):
	def setUp(self) -> None:
		if not PAGE.exists():  # the app may be installed without the repository around it
			self.skipTest("no docs/duties.md")

	def test_every_row_of_the_plan_says_where_it_is_done(self):
		found = rows()
		self.assertEqual(sorted(found), list(range(1, ROWS + 1)))
		empty = [f"R{number:02d}" for number, cells in found.items() if not all(cells)]
		self.assertEqual(empty, [])

	def test_the_duties_it_names_are_shipped_and_none_is_left_out(self):
		named = {code for cells in rows().values() for code in CODE.findall(cells[3])}
		seeded = seeded_duties()
		self.assertEqual(sorted(named - seeded), [])
		self.assertEqual(sorted(seeded - named), [])

	def test_every_row_has_a_test_of_its_name(self):
		known = numbers_tested()
		missing = [f"R{number:02d}" for number in range(1, ROWS + 1) if number not in known]
		self.assertEqual(missing, [])
