"""Puts Frappe into apps/frappe: from the hash-pinned wheel, names restored, held to a manifest, neutral art, its licence."""

import hashlib
import shutil
import zipfile
from pathlib import Path, PurePosixPath

from bootstrap.bench import Bench
from bootstrap.console import Log, StepFailed
from bootstrap.engine.names import REFUSE, is_binary, restore_path, restore_text

HERE = Path(__file__).parent
MANIFEST = HERE / "manifest.sha256"
ART = HERE / "art"
OVERLAY = (
	HERE / "overlay"
)  # files of the repository root that the wheel lacks: packaging and the licence notice
REPUBLISHED = "criscostack/"


def restore(bench: Bench, log: Log) -> str | None:
	"""Restore Frappe's tree into apps/frappe unless it is there, whole and unchanged."""
	target = bench.apps / "frappe"
	expected = read_manifest()
	if differences(target, expected) == []:
		_lay_over(bench, target)
		return "already there, every file as in the manifest"
	wheel = _download(bench, log)
	draft = bench.apps / ".frappe.new"
	shutil.rmtree(draft, ignore_errors=True)
	unpack(wheel, draft)
	wrong = differences(draft, expected)
	if wrong:
		log.write("\n".join(wrong))
		raise StepFailed(f"{len(wrong)} restored files differ from the manifest, first: {wrong[0]}")
	_replace_tree(draft, target)
	_lay_over(bench, target)
	return f"{len(expected)} files, every one as in the manifest"


def _download(bench: Bench, log: Log) -> Path:
	folder = bench.state / "wheels"
	requirement = bench.root / "bootstrap/requirements/wheel.txt"
	log.run(
		[
			bench.python,
			"-m",
			"pip",
			"download",
			"--quiet",
			"--no-deps",
			"--require-hashes",
			"-r",
			requirement,
			"-d",
			folder,
		]
	)
	return next(folder.glob("criscostack-*.whl"))


def unpack(wheel: Path, target: Path) -> None:
	"""Write the wheel's package below `target` with upstream's names."""
	with zipfile.ZipFile(wheel) as archive:
		for name in archive.namelist():
			path = PurePosixPath(name)
			if not name.startswith(REPUBLISHED) or path.name in REFUSE:
				continue
			content = archive.read(name)
			if not is_binary(path.suffix, content):
				content = restore_text(content.decode("utf-8"), path.suffix).encode("utf-8")
			file = target / restore_path(name)
			file.parent.mkdir(parents=True, exist_ok=True)
			file.write_bytes(content)


def _replace_tree(draft: Path, target: Path) -> None:
	"""Swap the package folder in one move, so that an interruption leaves the old tree or the new one."""
	target.mkdir(parents=True, exist_ok=True)
	old = target / "frappe"
	if old.exists():
		shutil.rmtree(old)
	(draft / "frappe").replace(old)
	shutil.rmtree(draft)


def _lay_over(bench: Bench, target: Path) -> None:
	"""Neutral art in place of another company's marks, and the files of the repository root."""
	for source, destination in ((ART, target / "frappe"), (OVERLAY, target)):
		for file in (p for p in source.rglob("*") if p.is_file()):
			copy = destination / file.relative_to(source)
			copy.parent.mkdir(parents=True, exist_ok=True)
			shutil.copyfile(file, copy)
	for name in ("package.json", "package-lock.json"):
		shutil.copyfile(bench.root / "bootstrap/assets" / name, target / name)


# the manifest


def read_manifest() -> dict[str, str]:
	"""Path below apps/frappe -> sha256 of the restored file."""
	lines = (line.split("  ", 1) for line in MANIFEST.read_text(encoding="utf-8").splitlines())
	return {path: sha for sha, path in lines}


def write_manifest(tree: Path) -> None:
	"""Record the restored tree (run once, when the wheel's version changes)."""
	files = sorted(p for p in (tree / "frappe").rglob("*") if p.is_file() and p.suffix != ".pyc")
	MANIFEST.write_text("".join(f"{_sha256(file)}  {file.relative_to(tree).as_posix()}\n" for file in files))


def differences(tree: Path, expected: dict[str, str]) -> list[str]:
	"""Say which files below `tree`/frappe are missing, changed or unknown. Replaced art and compiled files do not count."""
	replaced = {"frappe/" + p.relative_to(ART).as_posix() for p in ART.rglob("*") if p.is_file()}
	found = []
	for path, sha in expected.items():
		file = tree / path
		if not file.exists():
			found.append(f"missing: {path}")
		elif path not in replaced and _sha256(file) != sha:
			found.append(f"changed: {path}")
	present = {p.relative_to(tree).as_posix() for p in (tree / "frappe").rglob("*.py")}
	found.extend(f"unknown: {path}" for path in sorted(present - expected.keys()))
	return found


def _sha256(file: Path) -> str:
	return hashlib.sha256(file.read_bytes()).hexdigest()
