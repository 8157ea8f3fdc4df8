"""Ports, secrets, stamps and configuration of an instance."""

import json
import os
import socket
import stat
import subprocess

import pytest

from bootstrap import services, stamps
from bootstrap.bench import ROOT, Bench, Ports, write_private
from bootstrap.console import Log, StepFailed


@pytest.fixture
def bench(tmp_path, monkeypatch):
	monkeypatch.setattr(Bench, "root", tmp_path)
	return Bench(instance="trial", site="trial.localhost", port=8300)


def test_two_instances_a_hundred_apart_share_no_port():
	assert not set(Ports(8000).all().values()) & set(Ports(8100).all().values())


def test_the_committed_configuration_names_the_default_ports():
	common = json.loads((ROOT / "sites/common_site_config.json").read_text())
	ports = Bench().ports
	assert common["db_port"] == ports.database
	assert common["redis_cache"].endswith(f":{ports.cache}")
	assert common["redis_queue"].endswith(f":{ports.queue}")
	assert common["webserver_port"] == ports.backend
	assert common["socketio_port"] == ports.realtime
	assert common["server_script_enabled"] == 1


def test_a_secret_is_made_once_and_only_its_owner_reads_it(bench):
	first = bench.secret("database_root_password")
	assert len(first) >= 16
	assert bench.secret("database_root_password") == first
	assert bench.secret("demo_password") != first
	assert stat.S_IMODE(bench.secrets_file.stat().st_mode) == 0o600


def test_a_private_file_is_replaced_whole(tmp_path):
	path = tmp_path / "file"
	write_private(path, "old")
	write_private(path, "new")
	assert path.read_text() == "new"
	assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_configuration_has_no_open_place_and_listens_on_loopback_only(bench):
	services.write_configuration(bench, Log(bench.logs / "log"))
	written = {p.name: p.read_text() for p in bench.config.iterdir() if p.is_file()}
	assert set(written) == {"mariadb.cnf", "nginx.conf", "redis_cache.conf", "redis_queue.conf"}
	assert not [name for name, text in written.items() if "@{" in text]
	assert "bind-address = 127.0.0.1" in written["mariadb.cnf"]
	assert "listen 127.0.0.1:8300;" in written["nginx.conf"]
	assert "proxy_set_header X-Forwarded-For $remote_addr;" in written["nginx.conf"]
	for which in ("cache", "queue"):
		assert "bind 127.0.0.1\n" in written[f"redis_{which}.conf"]


def test_nginx_accepts_its_configuration(bench):
	services.write_configuration(bench, Log(bench.logs / "log"))
	done = subprocess.run(
		["nginx", "-t", "-e", "stderr", "-p", bench.root, "-c", bench.config / "nginx.conf"],
		env=bench.process_environment,
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0, done.stderr


def test_a_port_of_another_program_is_not_taken_for_ours(bench):
	services.write_configuration(bench, Log(bench.logs / "log"))
	with socket.create_server(("127.0.0.1", bench.ports.database)):
		with pytest.raises(StepFailed, match="used by another program"), services.running(bench):
			pass
	(bench.data / "mariadb.pid").write_text(str(os.getpid()))
	assert services.is_ours(bench, "mariadb")


def test_a_stamp_holds_until_an_input_changes(bench, tmp_path):
	source = tmp_path / "source"
	source.write_text("one")
	stamps.record(bench, "step", stamps.digest([source]))
	assert stamps.is_current(bench, "step", stamps.digest([source]))
	source.write_text("two")
	assert not stamps.is_current(bench, "step", stamps.digest([source]))


def test_a_failed_command_is_logged_without_its_secrets(tmp_path):
	log = Log(tmp_path / "log")
	with pytest.raises(StepFailed, match="ended with status 3"):
		log.run(["sh", "-c", "echo why it failed; exit 3", "geheim"], hide=["geheim"])
	assert "why it failed" in log.tail()
	assert "geheim" not in log.tail()


def test_every_process_of_the_procfile_is_known_to_the_script():
	script = (ROOT / "bootstrap/process").read_text()
	for line in (ROOT / "Procfile").read_text().splitlines():
		name, command = line.split(": ", 1)
		words = command.split()
		assert words[0] == "exec", name
		if words[1] == "bootstrap/process":
			assert f"\n{words[2]})\n" in script
