"""The machine's packages: what is needed, what is missing, and how it gets there without starting any service."""

import os
import shutil
from pathlib import Path

from bootstrap.console import Log, StepFailed

# program that shows the package is there -> the package that brings it (Debian's names)
PROGRAMS = {
	"mariadbd": "mariadb-server-core",
	"mariadb-install-db": "mariadb-server-core",
	"mariadb": "mariadb-client",
	"mariadb-dump": "mariadb-client",
	"redis-server": "redis-server",
	"nginx": "nginx-light",
	"wkhtmltopdf": "wkhtmltopdf",
	"node": "nodejs",
	"npm": "npm",
	"git": "git",
}
TEST_PROGRAMS = {"chromium": "chromium", "pdftoppm": "poppler-utils"}
CHINESE_FONT = ("fonts-noto-cjk", "/usr/share/fonts")
POLICY = Path("/usr/sbin/policy-rc.d")


def missing_packages(with_tests: bool) -> list[str]:
	programs = {**PROGRAMS, **(TEST_PROGRAMS if with_tests else {})}
	search = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])
	missing = {package for program, package in programs.items() if not shutil.which(program, path=search)}
	if not _has_chinese_font():
		missing.add(CHINESE_FONT[0])
	if not _has_venv():
		missing.add("python3-venv")
	return sorted(missing)


def _has_chinese_font() -> bool:
	return any(Path(CHINESE_FONT[1]).rglob("NotoSansCJK*")) or any(Path(CHINESE_FONT[1]).rglob("wqy*"))


def _has_venv() -> bool:
	try:
		import ensurepip  # noqa: F401
	except ImportError:
		return False
	return True


def install(log: Log, with_tests: bool) -> str:
	"""Install what is missing, through apt where this user may; otherwise say in one line what to install."""
	missing = missing_packages(with_tests)
	if not missing:
		return "all there"
	by_hand = f"sudo apt-get install --no-install-recommends {' '.join(missing)}"
	prefix = _root_prefix()
	if not shutil.which("apt-get") or prefix is None:
		raise StepFailed(f"please install these packages, then run the command again: {by_hand}")
	environment = {"DEBIAN_FRONTEND": "noninteractive"}
	with _no_service_starts(log, prefix):
		log.run([*prefix, "apt-get", "update"], env=environment)
		log.run([*prefix, "apt-get", "install", "-y", "--no-install-recommends", *missing], env=environment)
	still = missing_packages(with_tests)
	if still:
		raise StepFailed(f"apt did not bring: {', '.join(still)}")
	return f"installed {', '.join(missing)}"


def _root_prefix() -> list[str] | None:
	"""The words before a command that needs root, or None where this user may not become root unasked."""
	if os.geteuid() == 0:
		return []
	if shutil.which("sudo") and os.system("sudo -n true >/dev/null 2>&1") == 0:
		return ["sudo", "-n"]
	return None


class _no_service_starts:
	"""While packages install, Debian's own switch keeps their services from starting: the machine's ports stay as they were."""

	def __init__(self, log: Log, prefix: list[str]):
		self.log = log
		self.prefix = prefix
		self.ours = False

	def __enter__(self) -> None:
		if POLICY.exists():
			return
		self.log.run(
			[*self.prefix, "sh", "-c", f"printf '#!/bin/sh\\nexit 101\\n' > {POLICY} && chmod 755 {POLICY}"]
		)
		self.ours = True

	def __exit__(self, *_exception) -> None:
		if self.ours:
			self.log.run([*self.prefix, "rm", "-f", str(POLICY)])
