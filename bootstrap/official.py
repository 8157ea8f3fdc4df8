"""`./start --official`: the same bench, site and app on official Frappe, taken from a git host as bench does it.

Only three things differ from the restored engine: where apps/frappe comes from, that its own requirements and
package.json are installed, and that its own build and its own realtime server are used.
"""

import shutil
import sys

from bootstrap import environment, git_hosted, packages, services, site, stamps
from bootstrap.bench import Bench
from bootstrap.console import Console, Log, Step, StepFailed, say

MARKER = "official-frappe"
YARN = "yarn@1.22.22"


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
	taken = _install_frappe(bench, log, pip)
	for requirement in (["-e", bench.apps / site.APP], ["honcho==2.0.0"]):
		log.run([*pip, *requirement])
	stamps.record(bench, "environment", value)
	return _remark(taken)


def _install_frappe(bench: Bench, log: Log, pip: list) -> list[str]:
	"""Install Frappe as its list says; where a git host is not reached, with the registry's packages. Return those."""
	checkout = bench.apps / "frappe"
	command = [*pip, "-e", checkout]
	pinned = (bench.root / environment.REQUIREMENTS / "engine.txt").read_text()
	pyproject = checkout / "pyproject.toml"
	text, taken = git_hosted.python_from_registry(pyproject.read_text(), pinned)
	try:
		log.run(command)
		return []
	except StepFailed:
		if not taken:
			raise
	with git_hosted.written({pyproject: text}):
		log.run(command)
	return taken


def _build(bench: Bench, log: Log, branch: str) -> str | None:
	value = stamps.digest([bench.apps / site.APP / site.APP / "public"], branch)
	if stamps.is_current(bench, "assets", value):
		return "already there"
	taken = _install_node_packages(bench, log)
	log.run(bench.frappe("build", "--production", "--force"), cwd=bench.sites, env=bench.process_environment)
	stamps.record(bench, "assets", value)
	return _remark(taken)


def _install_node_packages(bench: Bench, log: Log) -> list[str]:
	checkout = bench.apps / "frappe"
	yarn = _yarn(bench, log)
	files = (checkout / "package.json", checkout / "yarn.lock")
	package, lock, taken = git_hosted.node_from_registry(*(file.read_text() for file in files))
	try:
		log.run([yarn, "install", "--frozen-lockfile"], cwd=checkout)
		return []
	except StepFailed:
		if not taken:
			raise
	with git_hosted.written(dict(zip(files, (package, lock), strict=True))):
		log.run([yarn, "install"], cwd=checkout)
	if any(name.startswith("air-datepicker@") for name in taken):
		git_hosted.add_seconds(
			checkout / "node_modules/air-datepicker", bench.root / "bootstrap/assets/additions"
		)
	return taken


def _yarn(bench: Bench, log: Log) -> str:
	"""Official Frappe's build calls `yarn` by name: where the machine has none, it is put among the bench's tools."""
	path = bench.process_environment["PATH"]
	if not shutil.which("yarn", path=path):
		folder = bench.tools / "node"
		log.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, YARN])
	return shutil.which("yarn", path=path)


def _remark(taken: list[str]) -> str | None:
	return f"git host not reached, from the package registry instead: {', '.join(taken)}" if taken else None
