"""Remembers which steps are done, by the content of what they depend on: a changed input runs the step again."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bootstrap.bench import Bench


def digest(paths: Iterable[Path], *words: str) -> str:
	"""One hash over files, folders (all files below them) and words."""
	sha = hashlib.sha256()
	for path in paths:
		files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
		for file in files:
			sha.update(str(file.relative_to(path.parent)).encode())
			sha.update(file.read_bytes() if file.exists() else b"-")
	for word in words:
		sha.update(word.encode())
	return sha.hexdigest()


def is_current(bench: Bench, name: str, value: str) -> bool:
	stamp = bench.state / name
	return stamp.exists() and stamp.read_text() == value


def record(bench: Bench, name: str, value: str) -> None:
	bench.state.mkdir(parents=True, exist_ok=True)
	(bench.state / name).write_text(value)
