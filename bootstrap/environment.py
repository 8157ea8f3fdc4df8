"""The Python environment `env/` with every dependency at a pinned version, and the bench command beside it."""

import shutil
import sys
import venv

from bootstrap import stamps
from bootstrap.bench import Bench
from bootstrap.console import Log

REQUIREMENTS = "bootstrap/requirements"


def create(bench: Bench, log: Log, with_tests: bool) -> str | None:
	requirements = bench.root / REQUIREMENTS
	files = [requirements / "engine.txt", *([requirements / "test.txt"] if with_tests else [])]
	value = stamps.digest(files, sys.version)
	# The test environment holds everything that running needs, so it serves ./start as well.
	if stamps.is_current(bench, "environment", value) or (
		not with_tests
		and stamps.is_current(
			bench, "environment", stamps.digest([*files, requirements / "test.txt"], sys.version)
		)
	):
		return "already there"
	make_empty(bench, log)
	pip = [bench.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
	log.run([*pip, *(word for file in files for word in ("-r", file))])
	log.run([bench.python, "-m", "pip", "check"])
	stamps.record(bench, "environment", value)
	return None


def make_empty(bench: Bench, log: Log) -> None:
	"""A virtual environment with the tools that build packages; setuptools below 81 still brings pkg_resources."""
	if not bench.python.exists():
		venv.create(bench.environment, with_pip=True, clear=bench.environment.exists())
	pip = [bench.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
	log.run([*pip, "--upgrade", "pip>=24", "setuptools>=70,<81", "wheel", "flit_core>=3.4,<4"])


def install_apps(bench: Bench, log: Log) -> str | None:
	"""Make `frappe` and `lijian_hulei` importable from their folders, as bench does."""
	pyprojects = [bench.apps / app / "pyproject.toml" for app in ("frappe", "lijian_hulei")]
	value = stamps.digest(pyprojects, str(bench.root), sys.version)
	if stamps.is_current(bench, "apps", value):
		return "already there"
	command = [bench.python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
	for pyproject in pyprojects:
		log.run([*command, "-e", pyproject.parent])
	stamps.record(bench, "apps", value)
	return None


def create_bench_command(bench: Bench, log: Log) -> str | None:
	"""`bench` pins an older click than Frappe, so it lives in an environment of its own, as pipx would put it."""
	requirement = bench.root / REQUIREMENTS / "bench.txt"
	value = stamps.digest([requirement], sys.version)
	folder = bench.tools / "bench"
	if stamps.is_current(bench, "bench-command", value):
		return "already there"
	if folder.exists():
		shutil.rmtree(folder)
	venv.create(folder, with_pip=True)
	log.run([folder / "bin" / "pip", "install", "--quiet", "-r", requirement])
	stamps.record(bench, "bench-command", value)
	return None
