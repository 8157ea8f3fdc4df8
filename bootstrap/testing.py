"""`./test`: everything, from nothing. Stages in order, each with its log; the closing line counts all tests."""

import argparse
import re
import shutil
import sys
import threading
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bootstrap import serve, services, setup, site
from bootstrap.bench import Bench
from bootstrap.console import Console, Log, Step, StepFailed, fail, say

PORT = 8100
TOWN_MINORS = 2000
APP_FOLDER = "apps/lijian_hulei"
# Frappe's own tests that show the restored engine to be whole: documents, permissions, naming, queries, sandbox, print, scheduler.
ENGINE_MODULES = (
	"frappe.tests.test_document",
	"frappe.tests.test_child_table",
	"frappe.tests.test_naming",
	"frappe.tests.test_nestedset",
	"frappe.tests.test_permissions",
	"frappe.core.doctype.user_permission.test_user_permission",
	"frappe.core.doctype.version.test_version",
	"frappe.tests.test_db_query",
	"frappe.tests.test_safe_exec",
	"frappe.tests.test_password",
	"frappe.tests.test_translate",
	"frappe.tests.test_printview",
	"frappe.tests.test_pdf",
	"frappe.tests.test_scheduler",
	"frappe.workflow.doctype.workflow.test_workflow",
	"frappe.email.doctype.notification.test_notification",
)


@dataclass
class Tally:
	"""Tests counted: of one stage, or of all of them added up."""

	passed: int = 0
	failed: int = 0
	skipped: int = 0
	failures: list[str] = field(default_factory=list)

	def add(self, other: "Tally") -> None:
		self.passed += other.passed
		self.failed += other.failed
		self.skipped += other.skipped
		self.failures += other.failures

	def add_junit(self, file: Path) -> None:
		for suite in ElementTree.parse(file).getroot().iter("testsuite"):
			for case in suite.findall("testcase"):
				name = f"{case.get('classname')}.{case.get('name')}"
				if case.find("failure") is not None or case.find("error") is not None:
					self.failed += 1
					self.failures.append(name)
				elif case.find("skipped") is not None:
					self.skipped += 1
				else:
					self.passed += 1

	def add_text(self, name: str, output: str) -> None:
		"""Count from unittest's closing lines; a module that never got to them counts as one failure."""
		ran = re.search(r"^Ran (\d+) tests?", output, re.M)
		if not ran:
			self.failed += 1
			self.failures.append(f"{name} did not run")
			return
		outcome = {
			word: int(number) for word, number in re.findall(r"(failures|errors|skipped)=(\d+)", output)
		}
		bad, skipped = outcome.get("failures", 0) + outcome.get("errors", 0), outcome.get("skipped", 0)
		self.failed += bad
		self.skipped += skipped
		self.passed += max(int(ran[1]) - bad - skipped, 0)  # each failing subtest is one of `bad`
		self.failures += re.findall(r"^(?:ERROR|FAIL): (.+)$", output, re.M)

	def closing_line(self) -> str:
		skipped = f", {self.skipped} skipped" if self.skipped else ""
		return f"{self.passed} passed, {self.failed} failed{skipped}"


class Run:
	def __init__(self, stages: list[str], keep: bool):
		self.stages = stages
		self.keep = keep
		self.tally = Tally()
		self.counting = threading.Lock()  # stages run side by side
		self.bench = Bench(instance="test", site="test.localhost", port=PORT)
		self.engine = Bench(instance="test", site="engine.localhost", port=PORT)
		self.town = Bench(instance="test", site="town.localhost", port=PORT)
		self.upgraded = Bench(instance="test", site="upgrade.localhost", port=PORT)
		self.reports = self.bench.root / "tests/output"
		self.console = Console(self.bench.logs / "test")

	def wants(self, stage: str) -> bool:
		return not self.stages or stage in self.stages

	def everything(self) -> None:
		setup.prepare(self.bench, with_demo=False, with_tests=True, with_site=False)
		if services.occupied_ports(self.bench):
			raise StepFailed(f"ports near {PORT} are in use: is another ./test running?")
		self._from_nothing()
		say("\nTesting (logs in logs/test)")
		self.console.run(*self._plain_stages())
		if not any(self.wants(stage) for stage in ("engine", "app", "upgrade", "browser")):
			return
		with services.running(self.bench):
			self.console.run_side_by_side(self._app_lane(), self._other_lane())
		if self.wants("browser"):
			self.console.run(self._stage("Browser, REST clients, worker and scheduler", self.browser_tests))

	def _plain_stages(self) -> list[Step]:
		stages = (
			("lint", "Linters", self.lint),
			("rules", "Pure rules", self.rules),
			("bootstrap", "Bootstrap and realtime", self.bootstrap),
		)
		return [self._stage(title, work) for stage, title, work in stages if self.wants(stage)]

	def _app_lane(self) -> list[Step]:
		if not self.wants("app"):
			return []
		return [
			Step("Site for the app's tests", self.make_app_site),
			self._stage("DocTypes and services", self.app_tests),
		]

	def _other_lane(self) -> list[Step]:
		"""What needs no result of the app's tests and runs on the second core meanwhile."""
		steps = []
		if self.wants("engine"):
			steps += [
				Step("Site for the engine's own tests", self.make_engine_site),
				self._stage("The engine's own tests", self.engine_tests),
			]
		if self.wants("upgrade"):
			steps.append(self._stage("Upgrade of an earlier version's site", self.upgrade_tests))
		if self.wants("browser"):
			steps += [
				Step("Site for the browser's tests", self.make_town),
				Step("Demo town", lambda log: site.add_demo_town(self.town, log, TOWN_MINORS)),
			]
		return steps

	def _from_nothing(self) -> None:
		shutil.rmtree(self.reports, ignore_errors=True)
		self.reports.mkdir(parents=True)
		if self.keep:
			return
		benches = (self.bench, self.engine, self.town, self.upgraded)
		for folder in (self.bench.data, *(b.sites / b.site for b in benches)):
			shutil.rmtree(folder, ignore_errors=True)
		for stamp in self.bench.state.glob("*-*.localhost"):
			if not stamp.name.endswith("hulei.localhost"):
				stamp.unlink()
		log = Log(self.bench.logs / "test/00-database.log")
		services.write_configuration(self.bench, log)
		services.initialise_database(self.bench, log)

	def _stage(self, title: str, work: Callable[[Log, Tally], None]) -> Step:
		"""A stage that counts its tests; when it fails the others still run, so that one run shows everything."""

		def counted(log: Log) -> str | None:
			tally = Tally()
			try:
				work(log, tally)
			finally:
				with self.counting:
					self.tally.add(tally)
			if tally.failed:
				raise StepFailed(f"{tally.failed} failed, {tally.passed} passed")
			return f"{tally.passed} passed" if tally.passed else None

		return Step(title, counted, optional=True)

	# stages

	def lint(self, log: Log, tally: Tally) -> None:
		config = f"--config={self.bench.root / APP_FOLDER / 'pyproject.toml'}"
		folders = ["apps/lijian_hulei", "bootstrap", "tests", "benchmarks", "setup.py"]
		ruff = [self.bench.environment / "bin/ruff"]
		log.run([*ruff, "check", "--no-cache", config, *folders], cwd=self.bench.root)
		log.run([*ruff, "format", "--no-cache", "--check", config, *folders], cwd=self.bench.root)
		eslint = self.bench.apps / "frappe/node_modules/.bin/eslint"
		log.run(
			[eslint, "--no-error-on-unmatched-pattern", "apps/lijian_hulei/**/*.js", "bootstrap/**/*.mjs"],
			cwd=self.bench.root,
			env={"NODE_PATH": str(self.bench.apps / "frappe/node_modules")},
		)

	def rules(self, log: Log, tally: Tally) -> None:
		folders = ["lijian_hulei/kernel", *self._rule_folders()]
		self._pytest(log, tally, "rules", folders, self.bench.root / APP_FOLDER)

	def _rule_folders(self) -> list[str]:
		app = self.bench.root / APP_FOLDER
		return sorted(str(p.relative_to(app)) for p in app.glob("lijian_hulei/*/rules"))

	def bootstrap(self, log: Log, tally: Tally) -> None:
		self._pytest(log, tally, "bootstrap", ["tests/bootstrap"], self.bench.root)
		report = self.reports / "realtime.xml"
		log.run(
			[
				"node",
				"--test",
				"--test-reporter=junit",
				f"--test-reporter-destination={report}",
				"bootstrap/realtime/realtime.test.mjs",
			],
			cwd=self.bench.root,
			env=self.bench.process_environment,
		)
		tally.add_junit(report)

	def make_engine_site(self, log: Log) -> None:
		site.create(self.engine, log, with_app=False)

	def make_app_site(self, log: Log) -> None:
		site.create(self.bench, log)

	def make_town(self, log: Log) -> None:
		site.create(self.town, log)

	def engine_tests(self, log: Log, tally: Tally) -> None:
		for module in ENGINE_MODULES:
			self._frappe_tests(log, tally, self.engine, module, "--module", module)

	def app_tests(self, log: Log, tally: Tally) -> None:
		self._frappe_tests(log, tally, self.bench, site.APP, "--app", site.APP, "--skip-test-records")

	def _frappe_tests(self, log: Log, tally: Tally, bench: Bench, name: str, *selection: str) -> None:
		"""Without Frappe's junit writer: it takes away the real standard output, which PDF tests need."""
		written = len(log.path.read_text(errors="replace"))
		try:
			log.run(
				bench.on_site("run-tests", *selection),
				cwd=bench.sites,
				env={**bench.process_environment, "CI": "true"},  # else its exit status is always 0
			)
		except StepFailed:
			log.write(f"{name} failed")
		tally.add_text(name, log.path.read_text(errors="replace")[written:])

	def upgrade_tests(self, log: Log, tally: Tally) -> None:
		"""The tests make their site themselves, from the dump that lies beside them."""
		self._pytest(log, tally, "upgrade", ["tests/upgrade"], self.bench.root, self.upgraded)

	def browser_tests(self, log: Log, tally: Tally) -> None:
		services.write_configuration(self.town, log)  # nginx serves the town from here on
		output = (self.bench.logs / "test/processes.log").open("w")
		process = serve.start_processes(self.town, output)
		try:
			serve.wait_for_answer(self.town, process)
			self._pytest(log, tally, "browser", ["tests/browser", "tests/rest"], self.bench.root, self.town)
		finally:
			serve.stop_processes(process)
			output.close()

	def _pytest(
		self, log: Log, tally: Tally, name: str, folders: list[str], cwd: Path, bench: Bench | None = None
	) -> None:
		report = self.reports / f"{name}.xml"
		try:
			log.run(
				[
					self.bench.python,
					"-m",
					"pytest",
					"-q",
					"-p",
					"no:cacheprovider",
					f"--junit-xml={report}",
					*folders,
				],
				cwd=cwd,
				env=(bench or self.bench).process_environment,
			)
		finally:
			if report.exists():
				tally.add_junit(report)


STAGES = ("lint", "rules", "bootstrap", "engine", "app", "upgrade", "browser")


def main() -> None:
	parser = argparse.ArgumentParser(
		prog="./test", description="Run every test from nothing, or the named stages."
	)
	parser.add_argument("stages", nargs="*", choices=[[], *STAGES], help=", ".join(STAGES))
	parser.add_argument(
		"--keep", action="store_true", help="keep the sites and data of the last run (quicker)"
	)
	arguments = parser.parse_args()
	run = Run(arguments.stages, arguments.keep)
	try:
		run.everything()
	except StepFailed as error:
		say(f"\n{run.tally.closing_line()}")
		fail(f"Stopped: {error}")
	for name in run.tally.failures:
		say(f"FAILED {name}")
	for title in run.console.failed:
		say(f"BROKEN stage: {title}")
	if run.console.failed and not run.tally.failed:
		run.tally.failed = len(run.console.failed)
	say(f"\n{run.tally.closing_line()}")
	sys.exit(1 if run.tally.failed or run.console.failed else 0)


if __name__ == "__main__":
	main()
