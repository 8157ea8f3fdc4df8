"""The site that an earlier version left behind (README.md), restored, and migrated by today's app twice."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

import frappe
import pytest

from bootstrap.bench import Bench, write_private

HERE = Path(__file__).parent
# Opens the sealed fields of tests/upgrade/site.sql.gz, which holds invented people only, and of no other site.
TEST_KEY = "dGVzdCBrZXkgb2YgdGVzdHMvdXBncmFkZSBvbmx5ISE="
EXECUTED = re.compile(r"^Executing (lijian_hulei\S+) in ", re.M)

Rows = dict[str, dict]


@dataclass
class Upgrade:
	"""What the database held at each moment, table by table and row by row, and which patches each migration ran."""

	before: dict[str, Rows] = field(default_factory=dict)
	after: dict[str, Rows] = field(default_factory=dict)
	again: dict[str, Rows] = field(default_factory=dict)
	patches: list[str] = field(default_factory=list)
	patches_again: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def site() -> Iterator[Bench]:
	"""A site of its own name, and not FRAPPE_SITE: it is made anew each time, so nobody may use it for anything else."""
	bench = Bench(
		instance=os.environ["HULEI_INSTANCE"],
		site=os.environ.get("HULEI_UPGRADE_SITE", "upgrade.localhost"),
		port=int(os.environ["HULEI_PORT"]),
	)
	with patch.dict(os.environ, bench.process_environment), chdir(bench.sites):
		yield bench


@pytest.fixture(scope="session")
def upgrade(site: Bench, tmp_path_factory) -> Iterator[Upgrade]:
	_restore(site, tmp_path_factory.mktemp("dump"))
	found = Upgrade(before=_snapshot(site))
	found.patches = _migrate(site)
	found.after = _snapshot(site)
	found.patches_again = _migrate(site)
	found.again = _snapshot(site)
	frappe.init(site=site.site, sites_path=str(site.sites))
	frappe.connect()
	yield found
	frappe.destroy()


@pytest.fixture
def desk(upgrade: Upgrade) -> Iterator:
	"""The migrated site within this process: `with desk("secretary"):` acts as that person. Nothing is kept."""
	with patch.object(frappe.db, "commit"), patch("frappe.enqueue"):
		frappe.set_user("Administrator")
		yield _acting
	frappe.db.rollback()
	frappe.clear_cache()


@contextmanager
def _acting(person: str) -> Iterator[None]:
	from lijian_hulei.access import scope

	frappe.set_user(f"{person}@upgrade.example")
	scope.forget()
	try:
		yield
	finally:
		frappe.set_user("Administrator")
		scope.forget()


def _restore(site: Bench, folder: Path) -> None:
	dump = shutil.copy(HERE / "site.sql.gz", folder)  # Frappe unpacks it where it lies
	shutil.rmtree(site.sites / site.site, ignore_errors=True)
	_run(
		site,
		site.frappe(
			"new-site",
			site.site,
			"--force",
			"--no-mariadb-socket",
			"--mariadb-root-username",
			"root",
			"--mariadb-root-password",
			site.secret("database_root_password"),
			"--admin-password",
			site.secret("administrator_password"),
			"--source_sql",
			str(dump),
		),
		FRAPPE_SITE="",
	)
	path = site.sites / site.site / "site_config.json"
	config = json.loads(path.read_text())
	config |= {"encryption_key": TEST_KEY, "server_script_enabled": True}
	write_private(path, json.dumps(config, indent=1))
	shutil.copytree(HERE / "files", site.sites / site.site / "private/files", dirs_exist_ok=True)


def _migrate(site: Bench) -> list[str]:
	"""The app's patches that this migration executed."""
	return EXECUTED.findall(_run(site, site.on_site("migrate")))


def _run(site: Bench, command: list[str], **environment: str) -> str:
	done = subprocess.run(
		command,
		cwd=site.sites,
		env={**os.environ, **site.process_environment, **environment},
		capture_output=True,
		text=True,
	)
	assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
	return done.stdout


def _snapshot(site: Bench) -> dict[str, Rows]:
	"""DocType -> name -> row, for every table of a DocType."""
	frappe.init(site=site.site, sites_path=str(site.sites))
	frappe.connect()
	tables = [name for name in frappe.db.get_tables(cached=False) if name.startswith("tab")]
	found = {
		# the name of a table comes from the database itself
		table[3:]: {row["name"]: row for row in frappe.db.sql(f"select * from `{table}`", as_dict=True)}
		for table in tables
		if frappe.db.has_column(table[3:], "name")
	}
	frappe.destroy()
	return found
