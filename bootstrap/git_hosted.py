"""Official Frappe names a few packages by an address on a git host. Where that host is not reached, the package
registry has them under the same names: these functions write such a checkout's lists anew, for one installation."""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

PYTHON_PIN = re.compile(r'"(?P<name>[A-Za-z0-9._-]+)(?P<extras>\[[^\]"]*\])? *@ *git\+[^"]*"')
NODE_ADDRESS = re.compile(r"^(github:|git\+|git:|https://codeload\.|[\w.-]+/[\w.-]+(#|$))")


def python_from_registry(pyproject: str, pinned: str) -> tuple[str, list[str]]:
	"""Return pyproject.toml with git addresses replaced by versions, and the requirements put in their place.

	`pinned` is a requirements list, which says the version; a package that it does not name is taken as the registry offers it.
	"""
	versions = dict(
		re.findall(r"^([A-Za-z0-9._-]+)==([^\s]+)", "\n".join(map(_comparable, pinned.splitlines())), re.M)
	)
	taken: list[str] = []

	def requirement(match: re.Match) -> str:
		version = versions.get(_comparable(match["name"]))
		taken.append(f"{match['name']}{match['extras'] or ''}" + (f"=={version}" if version else ""))
		return f'"{taken[-1]}"'

	return PYTHON_PIN.sub(requirement, pyproject), taken


def _comparable(name: str) -> str:
	return name.lower().replace("_", "-")


def node_from_registry(package: str, lock: str) -> tuple[str, str, list[str]]:
	"""Return package.json and yarn.lock with git addresses replaced by the version that the lock names, and what was replaced."""
	declared = json.loads(package)
	taken: list[str] = []
	for group in ("dependencies", "devDependencies", "optionalDependencies"):
		for name, address in declared.get(group, {}).items():
			if not NODE_ADDRESS.match(address):
				continue
			block = re.search(
				rf'^"?{re.escape(name)}@{re.escape(address)}"?:\n(?:[ \t]+.*\n)*\n?', lock, re.M
			)
			version = re.search(r'^ +version "([^"]+)"', block[0], re.M) if block else None
			declared[group][name] = version[1] if version else "*"
			lock = lock.replace(block[0], "") if block else lock
			taken.append(f"{name}@{declared[group][name]}")
	return json.dumps(declared, indent=2), lock, taken


def add_seconds(package: Path, additions: Path) -> None:
	"""Frappe's fork of air-datepicker knows seconds, which its fields of date and time count on; the registry's package
	does not. It gets the addition that the restored engine's build gives it too."""
	for kind in ("js", "css"):
		file = package / f"dist/{kind}/datepicker.min.{kind}"
		addition = (additions / f"datepicker_seconds.{kind}").read_text(encoding="utf-8")
		if kind == "js":
			addition = "(() => {\n" + re.sub(r"^import .*\n", "", addition, flags=re.M) + "})();\n"
		text = file.read_text(encoding="utf-8")
		if addition not in text:
			file.write_text(f"{text}\n{addition}", encoding="utf-8")


@contextlib.contextmanager
def written(texts: Mapping[Path, str]) -> Iterator[None]:
	"""These files have these texts inside the block; afterwards they are what they were, so that the checkout stays clean."""
	before = {path: path.read_bytes() for path in texts}
	try:
		for path, text in texts.items():
			path.write_text(text, encoding="utf-8")
		yield
	finally:
		for path, content in before.items():
			path.write_bytes(content)
