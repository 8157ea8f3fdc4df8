"""Arrows run one way (docs/architecture.md): an ast walk over every import of the app."""

import ast
import sys
import unittest
from collections.abc import Iterator
from pathlib import Path

from lijian_hulei import hooks

APP = Path(__file__).resolve().parent.parent
PACKAGE = "lijian_hulei"
MODULES = (
	*("organisation", "ledger", "care", "venues", "hiring", "cases", "supervision", "campus", "customising"),
	*("sharing", "compliance", "privacy"),
)
FORBIDDEN_NAMES = ("utils", "helpers", "common")


def imports_of(file: Path) -> Iterator[str]:
	"""Dotted names that a file imports, anywhere in it; imports only for type checkers are no arrows."""
	tree = ast.parse(file.read_text(encoding="utf-8"))
	for node in ast.walk(tree):
		if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
			node.body = []
	for node in ast.walk(tree):
		if isinstance(node, ast.Import):
			yield from (alias.name for alias in node.names)
		elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
			yield node.module


def sources(*folders: str) -> Iterator[Path]:
	for folder in folders or (".",):
		for file in sorted((APP / folder).rglob("*.py")):
			relative = file.relative_to(APP)
			if not file.name.startswith("test_") and relative.parts[0] not in ("testing", "tests"):
				yield file


def place(file: Path) -> str:
	return str(file.relative_to(APP))


class TestArchitecture(unittest.TestCase):
	def refuse(self, files: Iterator[Path], is_wrong) -> None:
		wrong = [
			f"{place(file)} imports {name}"
			for file in files
			for name in imports_of(file)
			if is_wrong(file, name)
		]
		self.assertEqual(wrong, [])

	def test_the_kernel_and_the_rules_know_neither_frappe_nor_the_rest(self):
		def is_wrong(_file: Path, name: str) -> bool:
			top = name.split(".")[0]
			pure = name.startswith(f"{PACKAGE}.kernel") or (
				name.startswith(f"{PACKAGE}.") and ".rules" in name
			)
			return top not in sys.stdlib_module_names and not pure

		rules = (
			file
			for module in MODULES
			for file in sources(f"{module}/rules")
			if (APP / module / "rules").exists()
		)
		self.refuse(rules, is_wrong)
		self.refuse(
			sources("kernel"),
			lambda _file, name: name.split(".")[0] not in {*sys.stdlib_module_names, PACKAGE},
		)
		self.refuse(
			sources("kernel"), lambda _file, name: name.startswith(f"{PACKAGE}.") and ".kernel" not in name
		)

	def test_nobody_imports_a_controller(self):
		def is_wrong(file: Path, name: str) -> bool:
			own = ".".join((PACKAGE, *file.relative_to(APP).parent.parts))
			return ".doctype." in name and not name.startswith(own)

		self.refuse(sources(), lambda file, name: name.startswith(PACKAGE) and is_wrong(file, name))

	def test_services_know_nothing_of_those_who_call_them(self):
		callers = tuple(
			f"{PACKAGE}.{room}" for room in ("api", "setup", "patches", "commands", "www", "testing")
		)
		services = (file for module in MODULES for file in sources(module) if "services" in place(file))
		self.refuse(services, lambda _file, name: name.startswith(callers) or name.endswith(".tasks"))

	def test_the_ledger_and_the_organisation_stand_on_nothing_above_them(self):
		above = {
			"organisation": ("ledger", "care", "sharing", "compliance", "importing"),
			"ledger": ("care", "sharing", "compliance"),
			"care": ("sharing",),
			"privacy": ("organisation", "ledger", "care", "sharing", "compliance", "importing"),
		}
		for module, forbidden in above.items():
			names = tuple(f"{PACKAGE}.{other}." for other in forbidden)
			files = (file for file in sources(module) if "/doctype/" not in place(file))
			self.refuse(files, lambda _file, name, names=names: f"{name}.".startswith(names))

	def test_nothing_imports_the_testing_room(self):
		self.refuse(sources(), lambda _file, name: name.startswith(f"{PACKAGE}.testing"))

	def test_no_room_is_called_after_nothing(self):
		named = [
			place(file)
			for file in sources()
			if {file.stem, *file.relative_to(APP).parts} & set(FORBIDDEN_NAMES)
		]
		self.assertEqual(named, [])

	def test_files_and_hooks_stay_small(self):
		long = [place(file) for file in sources() if len(file.read_text(encoding="utf-8").splitlines()) > 400]
		self.assertEqual(long, [])
		self.assertLess(len((APP / "hooks.py").read_text(encoding="utf-8").splitlines()), 150)

	def test_scheduled_jobs_have_names_of_their_own(self):
		"""Frappe names a job by the last two parts of its method: of two of one name, one never runs."""
		methods = [method for group in hooks.scheduler_events.values() for method in group]
		names = [".".join(method.split(".")[-2:]) for method in methods]
		self.assertEqual(sorted(names), sorted(set(names)))

	def test_the_walk_sees_an_import(self):
		self.assertIn(f"{PACKAGE}.access.registry", set(imports_of(APP / "hooks.py")))
