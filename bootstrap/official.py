"""`./start --official`: the same bench, site and app on official Frappe, taken from a git host as bench does it.

Only three things differ from the restored engine: where apps/frappe comes from, that its own requirements and
package.json are installed, and that its own build and its own realtime server are used.
"""

import shutil
import sys

from bootstrap import environment, packages, services, site, stamps
from bootstrap.bench import Bench
from bootstrap.console import Console, Log, Step, StepFailed, say

MARKER = "official-frappe"


def prepare(bench: Bench, branch: str, source: str, with_demo: bool) -> None:
	"""Set up the bench on official Frappe at `branch` of the git address `source`."""
	say(f"Setting up {bench.root} on official Frappe, {branch} (logs in logs/bootstrap)")
	console = Console(bench.logs / "bootstrap")
	console.run(
		Step("System packages", lambda log: packages.install(log, with_tests=False)),
		Step("Configuration", lambda log: services.write_configuration(bench, log)),
		Step("Official Frappe", lambda log: clone(bench, log, branch, source)),
		Step("Python environment", lambda log: _create_environment(bench, log, branch)),
		Step("The bench command", lambda log: environment.create_bench_command(bench, log)),
		Step("Scripts and styles", lambda log: _build(bench, log, branch)),
		Step("Database server", lambda log: services.initialise_database(bench, log)),
	)
	with services.running(bench):
		console.run(
			Step(f"Site {bench.site}", lambda log: site.create(bench, log)),
			Step("Migration", lambda log: site.migrate(bench, log)),
		)
		if with_demo:
			console.run(Step("Demo town", lambda log: site.add_demo_town(bench, log)))


def is_official(bench: Bench) -> bool:
	return (bench.apps / "frappe/.git").exists()


def clone(bench: Bench, log: Log, branch: str, source: str) -> str | None:
	target = bench.apps / "frappe"
	value = stamps.digest([], branch, source)
	if is_official(bench) and stamps.is_current(bench, MARKER, value):
		return "already there"
	draft = bench.apps / ".frappe.new"
	shutil.rmtree(draft, ignore_errors=True)
	try:
		log.run(["git", "clone", "--depth", "1", "--branch", branch, source, draft])
	except StepFailed as error:
		raise StepFailed(f"official Frappe could not be fetched from {source}, branch {branch}") from error
	shutil.rmtree(target, ignore_errors=True)
	draft.replace(target)
	stamps.record(bench, MARKER, value)
	for stamp in ("apps", "node-packages", "assets"):
		(bench.state / stamp).unlink(missing_ok=True)
	return None


def _create_environment(bench: Bench, log: Log, branch: str) -> str | None:
	value = stamps.digest(
		[bench.apps / app / "pyproject.toml" for app in ("frappe", site.APP)], branch, sys.version
	)
	if stamps.is_current(bench, "environment", value):
		return "already there"
	environment.make_empty(bench, log)
	pip = [bench.python, "-m", "pip", "install", "--quiet"]
	for app in ("frappe", site.APP):
		log.run([*pip, "-e", bench.apps / app])
	log.run([*pip, "honcho==2.0.0"])
	stamps.record(bench, "environment", value)
	return None


def _build(bench: Bench, log: Log, branch: str) -> str | None:
	if stamps.is_current(bench, "assets", branch):
		return "already there"
	yarn = ["npx", "--yes", "yarn@1.22.22"] if not shutil.which("yarn") else ["yarn"]
	log.run([*yarn, "install", "--frozen-lockfile"], cwd=bench.apps / "frappe")
	log.run(bench.frappe("build", "--production", "--force"), cwd=bench.sites, env=bench.process_environment)
	stamps.record(bench, "assets", branch)
	return None
