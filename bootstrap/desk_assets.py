"""The desk's scripts and styles: npm's packages into apps/frappe/node_modules, then our own build into sites/assets."""

from bootstrap import stamps
from bootstrap.bench import Bench
from bootstrap.console import Log


def install_packages(bench: Bench, log: Log) -> str | None:
	frappe = bench.apps / "frappe"
	value = stamps.digest([frappe / "package.json", frappe / "package-lock.json"])
	if stamps.is_current(bench, "node-packages", value) and (frappe / "node_modules").exists():
		return "already there"
	log.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=frappe)
	# esbuild checks its platform binary in its own install script; without it the JavaScript loader finds the binary as well
	stamps.record(bench, "node-packages", value)
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
