"""Regrading, opening and closing a month, and a scoped list, each beside stock Frappe or raw SQL, in one run.

	bench --site big.localhost hulei-demo --minors 100000 --months 1
	env/bin/python benchmarks/at_scale.py --site big.localhost

Wants a site of its own that `hulei-demo` filled and that has `allow_tests`; what is measured is rolled back or repeatable.
Stock Frappe is measured on a sample and both sides are given as rows per second: only the ratio means anything on a
machine shared with others.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

SITES = Path(__file__).resolve().parent.parent / "sites"
SAMPLE = 100


def main() -> None:
	arguments = _arguments()
	os.chdir(SITES)
	import frappe

	frappe.init(site=arguments.site, sites_path=".")
	frappe.connect()
	if not frappe.conf.allow_tests:
		sys.exit(f"{arguments.site} is not a site for trials: set allow_tests first.")
	frappe.flags.mute_emails = True
	print(
		f"{frappe.db.count('Minor'):,} minors, {frappe.db.count('Visit'):,} visits, {arguments.runs} runs, medians"
	)
	for measure in (regrading, month, scoped_list):
		measure(arguments.runs)
		frappe.db.rollback()


def _arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--runs", type=int, default=3)
	return parser.parse_args()


def seconds(work: Callable[[], object], runs: int) -> float:
	"""The median duration of `work`."""
	taken = []
	for _run in range(runs):
		started = time.perf_counter()
		work()
		taken.append(time.perf_counter() - started)
	return statistics.median(taken)


def report(what: str, ours: float, theirs: float, unit: str, beside: str) -> None:
	print(
		f"{what:<34} {ours:>12,.0f} {unit:<14} {beside:<26} {theirs:>10,.0f} {unit:<14} ratio {ours / theirs:>7.1f}"
	)


def regrading(runs: int) -> None:
	"""The nightly run over everybody, beside a load and save of each document."""
	import frappe
	from lijian_hulei.ledger.services import regrade_all

	total = frappe.db.count("Minor", {"status": "Active"})
	ours = total / seconds(lambda: regrade_all(trigger="Nightly"), runs)
	names = frappe.get_all("Minor", {"status": "Active"}, pluck="name", limit=SAMPLE)

	def save_each() -> None:
		for name in names:
			frappe.get_doc("Minor", name).save()

	report(
		"regrade, nothing changed",
		ours,
		len(names) / seconds(save_each, runs),
		"minors/s",
		"load and save of each",
	)


def month(runs: int) -> None:
	"""Opening a month again (idempotent), settling it, and its figures, beside inserts of single documents."""
	import frappe
	from frappe.utils import getdate, now_datetime
	from lijian_hulei.compliance.services import open_period, settle
	from lijian_hulei.compliance.services.figures import units_of
	from lijian_hulei.kernel.periods import month_of

	now, this = now_datetime(), month_of(getdate())
	frappe.db.delete("Obligation", {"period_start": str(this.start)})
	started = time.perf_counter()
	open_period(this, now)
	opened = frappe.db.count("Obligation", {"period_start": str(this.start)})
	ours = opened / (time.perf_counter() - started)
	columns = frappe.get_meta("Obligation").get_valid_columns()
	rows = frappe.get_all("Obligation", {"period_start": str(this.start)}, columns, limit=SAMPLE)

	def insert_each() -> None:
		for row in rows:
			frappe.db.delete("Obligation", {"name": row.name})
			frappe.get_doc({"doctype": "Obligation", **row}).db_insert()

	report("open a month", ours, len(rows) / seconds(insert_each, 1), "obligations/s", "db_insert of each")
	settled = seconds(lambda: settle(this, now), runs)
	print(f"{'settle the month':<34} {settled:>12.2f} s for {opened:,} obligations")
	figures = seconds(lambda: units_of(this), runs)
	count = "select area, status, count(*) from tabObligation where period_start = %s group by area, status"
	raw = seconds(lambda: frappe.db.sql(count, this.start), runs)
	print(
		f"{'figures of every unit':<34} {figures:>12.2f} s beside one raw GROUP BY {raw:.2f} s, ratio {figures / raw:.1f}"
	)


def scoped_list(runs: int) -> None:
	"""The first page of a secretary's list, beside the same rows by raw SQL with the areas written out; and its plan."""
	import frappe
	from lijian_hulei.access.scope import condition

	user = "village@demo.hulei"
	village = frappe.db.get_value("Officer", {"login_email": user}, "area")
	lft, rgt = frappe.db.get_value("Area", village, ["lft", "rgt"])
	areas = frappe.get_all("Area", {"lft": (">=", lft), "rgt": ("<=", rgt)}, pluck="name")
	frappe.set_user(user)
	fields = ["name", "minor_name", "grade", "area", "status"]
	ours = seconds(
		lambda: frappe.get_list("Minor", fields=fields, limit=20, order_by="modified desc"), runs * 10
	)
	raw_query = (
		f"select {', '.join(fields)} from tabMinor where area in %(areas)s order by modified desc limit 20"
	)
	raw = seconds(lambda: frappe.db.sql(raw_query, {"areas": areas}), runs * 10)
	print(
		f"{'scoped list, 20 rows':<34} {ours * 1000:>12.1f} ms beside raw SQL {raw * 1000:.1f} ms, ratio {ours / raw:.1f}"
	)
	plan = frappe.db.sql(
		f"explain select name from tabMinor where {condition('Minor')} order by modified desc limit 20",
		as_dict=True,
	)
	for step in plan:
		print("   ", {key: step[key] for key in ("table", "type", "key", "rows", "Extra")})
	frappe.set_user("Administrator")


if __name__ == "__main__":
	main()
