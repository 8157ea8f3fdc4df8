"""Steps that a person can follow: a line for each with its duration, its output in a log, and the log's end when it fails."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_print_lock = threading.Lock()


class StepFailed(Exception):
	"""A step could not be done; the message is meant for the person at the terminal."""


def say(text: str = "") -> None:
	with _print_lock:
		print(text, flush=True)


class Log:
	"""The output of one step: a file under logs/bootstrap, and a way to run commands into it."""

	def __init__(self, path: Path):
		path.parent.mkdir(parents=True, exist_ok=True)
		self.path = path
		self.path.write_text("")

	def write(self, text: str) -> None:
		with self.path.open("a", encoding="utf-8") as file:
			file.write(text.rstrip("\n") + "\n")

	def run(
		self,
		command: Sequence[str | os.PathLike],
		cwd: Path | None = None,
		env: dict[str, str] | None = None,
		stdin: str | None = None,
		hide: Sequence[str] = (),
	) -> None:
		"""Run `command`; raise StepFailed when it fails. `hide` lists secrets that must not reach the log."""
		words = [str(word) for word in command]
		shown = " ".join("***" if word in hide else word for word in words)
		self.write(f"$ {shown}")
		with self.path.open("a", encoding="utf-8") as file:
			done = subprocess.run(
				words,
				cwd=cwd,
				env={**os.environ, **(env or {})},
				input=stdin,
				text=True,
				stdout=file,
				stderr=subprocess.STDOUT,
				stdin=None if stdin is not None else subprocess.DEVNULL,
			)
		if done.returncode:
			raise StepFailed(f"{Path(words[0]).name} ended with status {done.returncode}")

	def tail(self, lines: int = 30) -> str:
		return "\n".join(self.path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


class Step:
	"""One named step. `work` receives the step's Log and returns a short remark, or None.

	When it fails the steps after it are not run, unless it is `optional`: then its title is kept in Console.failed.
	"""

	def __init__(self, title: str, work: Callable[[Log], str | None], optional: bool = False):
		self.title = title
		self.work = work
		self.optional = optional


class Console:
	def __init__(self, log_folder: Path):
		self.log_folder = log_folder
		self.count = 0
		self.failed: list[str] = []

	def run(self, *steps: Step) -> None:
		"""Run steps one after another."""
		for step in steps:
			try:
				self._run_one(step)
			except StepFailed:
				if not step.optional:
					raise
				self.failed.append(step.title)

	def run_side_by_side(self, *lanes: Sequence[Step]) -> None:
		"""Run lanes of steps at the same time; each lane is a sequence. The first failure is raised after all have ended."""
		with ThreadPoolExecutor(len(lanes)) as pool:
			futures = [pool.submit(self.run, *lane) for lane in lanes]
			failures = [future.exception() for future in futures]
		for failure in failures:
			if failure:
				raise failure

	def _run_one(self, step: Step) -> None:
		self.count += 1
		name = "".join(c if c.isalnum() else "-" for c in step.title.lower()).strip("-")
		log = Log(self.log_folder / f"{self.count:02d}-{name}.log")
		started = time.monotonic()
		say(f"  …    {step.title}")
		try:
			remark = step.work(log)
		except Exception as error:
			say(f"  FAIL {step.title} ({time.monotonic() - started:.1f} s): {error}")
			say(f"       the end of {log.path}:")
			say("\n".join("       | " + line for line in log.tail().splitlines()))
			raise
		say(f"  done {step.title} ({time.monotonic() - started:.1f} s){': ' + remark if remark else ''}")


def fail(message: str) -> None:
	"""Say what is wrong and end with status 1."""
	say(f"\n{message}")
	sys.exit(1)
