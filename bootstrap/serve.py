"""Runs the Procfile until Ctrl-C, and says where to look once the first page answers."""

import json
import os
import signal
import subprocess
import time
import urllib.request

from bootstrap import services
from bootstrap.bench import Bench
from bootstrap.console import StepFailed, say

READY_SECONDS = 90
DEMO_USERS = (
	("village@demo.hulei", "村支书"),
	("leader@demo.hulei", "联村领导"),
	("office@demo.hulei", "未保办"),
	("governance@demo.hulei", "综治办"),
	("police@demo.hulei", "派出所"),
	("auxiliary@demo.hulei", "村辅警"),
	("school@demo.hulei", "学校负责人"),
	("justice@demo.hulei", "司法所"),
	("civil@demo.hulei", "民政所"),
	("health@demo.hulei", "卫健办"),
	("women@demo.hulei", "妇联"),
	("publicity@demo.hulei", "宣传(网信)办"),
	("hospital@demo.hulei", "卫生院"),
	("hotel@demo.hulei", "宾馆"),
	("steward@demo.hulei", "系统管理(业务)"),
)


def serve(bench: Bench) -> None:
	"""Start every process of the Procfile and stay until Ctrl-C or until one of them ends."""
	occupied = services.occupied_ports(bench)
	if occupied:
		words = ", ".join(f"{port} ({name})" for name, port in occupied.items())
		raise StepFailed(f"these ports are in use: {words}. Is ./start running already? Otherwise try --port")
	log = bench.logs / bench.instance / "processes.log"
	with log.open("a") as output:
		process = start_processes(bench, output)
		try:
			_wait_for_first_page(bench, process)
			_welcome(bench)
			process.wait()
		finally:
			stop_processes(process)
	raise StepFailed(f"a process ended; see the end of {log}")


def start_processes(bench: Bench, output) -> subprocess.Popen:
	return subprocess.Popen(
		[bench.python, "-m", "honcho", "--no-colour", "start", "-f", "Procfile"],
		cwd=bench.root,
		env={**os.environ, **bench.process_environment},
		stdout=output,
		stderr=subprocess.STDOUT,
		stdin=subprocess.DEVNULL,
		start_new_session=True,
	)


def stop_processes(process: subprocess.Popen) -> None:
	"""Ask all processes to end; MariaDB gets the time to write its pages."""
	if process.poll() is None:
		process.send_signal(signal.SIGTERM)
		try:
			process.wait(timeout=60)
		except subprocess.TimeoutExpired:
			os.killpg(process.pid, signal.SIGKILL)


def wait_for_answer(
	bench: Bench, process: subprocess.Popen, path: str = "/api/method/ping", seconds: int = READY_SECONDS
) -> None:
	request = urllib.request.Request(f"http://127.0.0.1:{bench.port}{path}", headers={"Host": bench.site})
	opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
	deadline = time.monotonic() + seconds
	while True:
		try:
			with opener.open(request, timeout=10) as answer:
				if answer.status == 200:
					return
		except OSError:
			pass
		if process.poll() is not None:
			raise StepFailed(f"the processes ended with status {process.returncode}")
		if time.monotonic() > deadline:
			raise StepFailed(f"no answer from {bench.url} after {seconds} s")
		time.sleep(0.2)


def _wait_for_first_page(bench: Bench, process: subprocess.Popen) -> None:
	started = time.monotonic()
	wait_for_answer(bench, process)
	wait_for_answer(bench, process, "/login")
	say(f"\nFirst page after {time.monotonic() - started:.1f} s")


def _welcome(bench: Bench) -> None:
	secrets = json.loads(bench.secrets_file.read_text())
	say(f"\nOpen  {bench.url}/login")
	if "demo_password" in secrets:
		for user, who in DEMO_USERS:
			say(f"  {user:<26} {secrets['demo_password']}  {who}")
	say(f"  {'Administrator':<26} {secrets['administrator_password']}")
	say(f"\nListens on {bench.address} only. Passwords are in {bench.secrets_file}. Ctrl-C ends it.")
