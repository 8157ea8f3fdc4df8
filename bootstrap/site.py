"""The site: made whole or made again, with generated secrets, Chinese settings, the app, and the demo town."""

import json
import shutil

from bootstrap import stamps
from bootstrap.bench import Bench, write_private
from bootstrap.console import Log

APP = "lijian_hulei"


def create(bench: Bench, log: Log, with_app: bool = True) -> str | None:
	"""Create the site. A stamp is written at the very end, so an interrupted creation starts over."""
	if bench.has_site() and stamps.is_current(bench, f"site-{bench.site}", "made"):
		return "already there"
	folder = bench.sites / bench.site
	if folder.exists():
		shutil.rmtree(folder)
	root_password = bench.secret("database_root_password")
	admin_password = bench.secret("administrator_password")
	log.run(
		bench.frappe(
			"new-site",
			bench.site,
			"--force",
			"--no-mariadb-socket",
			"--mariadb-root-username",
			"root",
			"--mariadb-root-password",
			root_password,
			"--admin-password",
			admin_password,
		),
		cwd=bench.sites,
		env={**bench.process_environment, "FRAPPE_SITE": ""},
		hide=(root_password, admin_password),
	)
	_write_site_settings(bench)
	commands = [
		("install-app", APP),
		("execute", f"{APP}.setup.site_defaults.apply"),
		("enable-scheduler",),
	]
	for command in commands if with_app else ():
		log.run(bench.on_site(*command), cwd=bench.sites, env=bench.process_environment)
	stamps.record(bench, f"site-{bench.site}", "made")
	stamps.record(bench, f"migrated-{bench.site}", app_digest(bench))
	return None


def _write_site_settings(bench: Bench) -> None:
	"""host_name is where links in messages point to; the file holds the site's keys, so only its owner reads it."""
	path = bench.sites / bench.site / "site_config.json"
	config = json.loads(path.read_text())
	config["host_name"] = bench.url
	if bench.instance == "test":
		config["allow_tests"] = True
	write_private(path, json.dumps(config, indent=1, sort_keys=True))


def migrate(bench: Bench, log: Log) -> str | None:
	"""Bring the site to the code's state; skipped while the app's files are what they were at the last migration."""
	value = app_digest(bench)
	if stamps.is_current(bench, f"migrated-{bench.site}", value):
		return "already there"
	log.run(bench.on_site("migrate"), cwd=bench.sites, env=bench.process_environment)
	stamps.record(bench, f"migrated-{bench.site}", value)
	return None


def app_digest(bench: Bench) -> str:
	app = bench.apps / APP / APP
	files = [
		p
		for p in sorted(app.rglob("*"))
		if p.suffix in {".py", ".json", ".txt", ".html", ".csv"} and p.is_file()
	]
	return stamps.digest(files)


def add_demo_town(bench: Bench, log: Log, minors: int = 6000) -> str | None:
	"""Fill the site with the generated town. The command does nothing when the town is complete."""
	password = bench.secret("demo_password")
	log.run(
		bench.on_site("hulei-demo", "--minors", str(minors), "--password", password),
		cwd=bench.sites,
		env=bench.process_environment,
		hide=(password,),
	)
	return None
