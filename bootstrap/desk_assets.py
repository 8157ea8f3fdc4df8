"""The desk's scripts and styles: npm's packages into apps/frappe/node_modules, then our own build into sites/assets."""

from bootstrap import stamps
from bootstrap.bench import Bench
from bootstrap.console import Log


def install_packages(bench: Bench, log: Log, with_tests: bool) -> str | None:
	frappe = bench.apps / "frappe"
	files = [frappe / "package.json", frappe / "package-lock.json"]
	values = {tests: stamps.digest(files, f"tests={tests}") for tests in (True, False)}
	enough = [values[True]] if with_tests else list(values.values())
	if (frappe / "node_modules").exists() and any(
		stamps.is_current(bench, "node-packages", v) for v in enough
	):
		return "already there"
	# No package needs its install script; what is not run can do no harm.
	command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
	log.run([*command, *([] if with_tests else ["--omit=dev"])], cwd=frappe)
	stamps.record(bench, "node-packages", values[with_tests])
	return None


def build(bench: Bench, log: Log) -> str | None:
	sources = [bench.root / "bootstrap/assets", bench.apps / "lijian_hulei/lijian_hulei/public"]
	value = stamps.digest(sources, stamps.digest([bench.apps / "frappe/frappe/public"]))
	if stamps.is_current(bench, "assets", value) and (bench.sites / "assets/assets.json").exists():
		return "already there"
	log.run(
		["node", "bootstrap/assets/build.mjs", "--production"], cwd=bench.root, env=bench.process_environment
	)
	stamps.record(bench, "assets", value)
	return None
