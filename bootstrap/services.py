"""The instance's own MariaDB, Redis and nginx: their configuration, their data, and starting them for a set-up step."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from string import Template

from bootstrap.bench import Bench, write_private
from bootstrap.console import Log, StepFailed

TEMPLATES = Path(__file__).parent / "templates"
START_SECONDS = 60


def write_configuration(bench: Bench, log: Log) -> str | None:
	"""Write config/<instance>/ from bootstrap/templates, and the folders that the processes expect."""
	for folder in (
		bench.config,
		bench.logs,
		bench.data / "nginx",
		bench.data / "redis",
		bench.state,
		bench.config.parent / "pids",
	):
		folder.mkdir(parents=True, exist_ok=True)
	ports = bench.ports
	values = {
		"root": bench.root,
		"config": bench.config,
		"data": bench.data,
		"logs": bench.logs / bench.instance,
		"sites": bench.sites,
		"site": bench.site,
		"user": getpass.getuser(),
		"nginx_user": f"user {getpass.getuser()};" if os.geteuid() == 0 else "",
		"mime_types": "/etc/nginx/mime.types",
		"address": bench.address,
		**ports.all(),
	}
	(bench.logs / bench.instance).mkdir(exist_ok=True)
	for template in sorted(TEMPLATES.iterdir()):
		text = NginxSafeTemplate(template.read_text()).substitute(values)
		write_private(bench.config / template.name, text)
	return None


class NginxSafeTemplate(Template):
	"""`@{name}` stands for a value: nginx and MariaDB keep their own `$name`."""

	delimiter = "@"


def initialise_database(bench: Bench, log: Log) -> str | None:
	"""Make an empty data folder with a root password of our own. Nothing of the machine's own server is touched."""
	folder = bench.data / "mariadb"
	ready = folder / ".ready"
	if ready.exists():
		return "already there"
	if folder.exists():
		shutil.rmtree(folder)
	folder.mkdir(parents=True)
	log.run(
		[
			"mariadb-install-db",
			f"--defaults-file={bench.config / 'mariadb.cnf'}",
			f"--datadir={folder}",
			"--auth-root-authentication-method=normal",
			"--skip-test-db",
		],
		env=bench.process_environment,
	)
	password = bench.secret("database_root_password")
	statements = folder / "first-start.sql"
	write_private(
		statements,
		f"ALTER USER 'root'@'localhost' IDENTIFIED BY '{password}';\n"
		f"CREATE OR REPLACE USER 'root'@'127.0.0.1' IDENTIFIED BY '{password}';\n"
		"GRANT ALL ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n"
		"DELETE FROM mysql.global_priv WHERE User='';\nFLUSH PRIVILEGES;\n",
	)
	with _process(
		bench,
		log,
		"mariadb-first-start",
		[*mariadb_command(bench), f"--init-file={statements}"],
		bench.ports.database,
	):
		_wait_for_root(bench, password)
	statements.unlink()
	ready.write_text("")
	return None


def _wait_for_root(bench: Bench, password: str) -> None:
	command = [
		"mariadb",
		"-h127.0.0.1",
		f"-P{bench.ports.database}",
		"-uroot",
		"--skip-ssl",
		"-e",
		"SELECT 1",
	]
	deadline = time.monotonic() + START_SECONDS
	while time.monotonic() < deadline:
		done = subprocess.run(
			command, env={**os.environ, "MYSQL_PWD": password}, capture_output=True, check=False
		)
		if done.returncode == 0:
			return
		time.sleep(0.1)
	raise StepFailed("MariaDB did not take its root password")


def mariadb_command(bench: Bench) -> list[str]:
	return [
		shutil.which("mariadbd", path=bench.process_environment["PATH"]) or "mariadbd",
		f"--defaults-file={bench.config / 'mariadb.cnf'}",
	]


def redis_command(bench: Bench, which: str) -> list[str]:
	return ["redis-server", str(bench.config / f"redis_{which}.conf")]


@contextlib.contextmanager
def running(bench: Bench, log: Log | None = None) -> Iterator[None]:
	"""MariaDB and both Redis run inside this block: those that already run are used, those started here are stopped."""
	ports = bench.ports
	with contextlib.ExitStack() as stack:
		for name, command, port in (
			("mariadb", mariadb_command(bench), ports.database),
			("redis_cache", redis_command(bench, "cache"), ports.cache),
			("redis_queue", redis_command(bench, "queue"), ports.queue),
		):
			stack.enter_context(_process(bench, log, name, command, port))
		yield


@contextlib.contextmanager
def _process(bench: Bench, log: Log | None, name: str, command: list[str], port: int) -> Iterator[None]:
	if is_listening(port):
		if not is_ours(bench, name):
			raise StepFailed(
				f"port {port}, meant for {name}, is used by another program; choose another --port"
			)
		yield
		return
	output = (bench.logs / bench.instance / f"{name}.log").open("a")
	process = subprocess.Popen(
		command,
		cwd=bench.root,
		env={**os.environ, **bench.process_environment},
		stdout=output,
		stderr=subprocess.STDOUT,
		stdin=subprocess.DEVNULL,
		start_new_session=True,
	)
	try:
		wait_for_port(port, process, name)
		yield
	finally:
		process.terminate()
		try:
			process.wait(timeout=60)
		except subprocess.TimeoutExpired:
			process.kill()
			process.wait()
		output.close()


def is_ours(bench: Bench, name: str) -> bool:
	"""Whether the process that this instance started under `name` is alive."""
	try:
		pid = int((bench.data / f"{name}.pid").read_text())
		os.kill(pid, 0)
	except PermissionError:
		return True
	except (OSError, ValueError):
		return False
	return True


def is_listening(port: int, host: str = "127.0.0.1") -> bool:
	with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
		probe.settimeout(1)
		return probe.connect_ex((host, port)) == 0


def wait_for_port(port: int, process: subprocess.Popen, name: str, seconds: int = START_SECONDS) -> None:
	deadline = time.monotonic() + seconds
	while not is_listening(port):
		if process.poll() is not None:
			raise StepFailed(
				f"{name} ended with status {process.returncode} before it listened on port {port}"
			)
		if time.monotonic() > deadline:
			raise StepFailed(f"{name} does not listen on port {port} after {seconds} s")
		time.sleep(0.1)


def occupied_ports(bench: Bench) -> dict[str, int]:
	"""Ports of this instance on which something listens already."""
	return {name: port for name, port in bench.ports.all().items() if is_listening(port)}
