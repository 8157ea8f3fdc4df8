"""Regrading, a whole month, and what officers open all day, each beside stock Frappe or raw SQL, in one run.

	bench --site big.localhost hulei-demo --minors 100000 --months 1
	env/bin/python benchmarks/at_scale.py --site big.localhost
	env/bin/python benchmarks/at_scale.py --site big.localhost --only month screens --explain doubtful

Wants a site of its own that `hulei-demo` filled and that has `allow_tests`; what is measured is rolled back or repeatable.
Stock Frappe is measured on a sample and both sides are given as rows per second: only the ratio means anything on a
machine shared with others.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

from query_plans import Recorder, show
from screens import screens as all_screens

SITES = Path(__file__).resolve().parent.parent / "sites"
SAMPLE = 100


recorder = Recorder()


def main() -> None:
	arguments = _arguments()
	os.chdir(SITES)
	import frappe

	frappe.init(site=arguments.site, sites_path=".")
	frappe.connect()
	if not frappe.conf.allow_tests:
		sys.exit(f"{arguments.site} is not a site for trials: set allow_tests first.")
	frappe.flags.mute_emails = True
	counts = ", ".join(
		f"{frappe.db.count(doctype):,} {doctype}" for doctype in ("Minor", "Visit", "Obligation")
	)
	print(f"{counts}; {arguments.runs} runs, medians")
	for name in arguments.only or MEASURES:
		MEASURES[name](arguments.runs)
		if arguments.explain:
			show(recorder, everything=arguments.explain == "all")
			recorder.seen.clear()
		frappe.db.rollback()


def _arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--runs", type=int, default=3)
	parser.add_argument("--only", nargs="*", choices=MEASURES, help="some of the measures")
	parser.add_argument(
		"--explain", choices=("doubtful", "all"), help="print the plans of the statements that were run"
	)
	return parser.parse_args()


def peak_memory() -> int:
	"""The most memory this process has had so far, in MB; the database's own is not in it."""
	return getrusage(RUSAGE_SELF).ru_maxrss // 1024


def seconds(work: Callable[[], object], runs: int) -> float:
	"""The median duration of `work`."""
	taken = []
	for _run in range(runs):
		started = perf_counter()
		work()
		taken.append(perf_counter() - started)
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
	with recorder.recording("regrade"):
		ours = total / seconds(lambda: regrade_all(trigger="Nightly"), runs)
	print(f"peak memory {peak_memory()} MB")
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
	"""The past month again from nothing to its reports, stage by stage, and the opening beside single inserts."""
	import frappe
	from frappe.utils import getdate
	from lijian_hulei.kernel.periods import month_of

	past = month_of(getdate()).previous()
	opened = _whole_month(past)
	columns = frappe.get_meta("Obligation").get_valid_columns()
	rows = frappe.get_all("Obligation", {"period_start": str(past.start)}, columns, limit=SAMPLE)

	def insert_each() -> None:
		for row in rows:
			frappe.db.delete("Obligation", {"name": row.name})
			frappe.get_doc({"doctype": "Obligation", **row}).db_insert()

	single = len(rows) / seconds(insert_each, 1)
	report("open a month", opened, single, "obligations/s", "db_insert of each")
	_figures(past, runs)


def _whole_month(past) -> float:
	"""Runs every stage as the scheduler would and prints its time and the memory's peak; obligations opened a second."""
	import frappe
	from lijian_hulei.compliance import services

	_undo_month(past)
	end, after = datetime.combine(past.end, time(12)), datetime.combine(past.next().start, time(1))
	stages = (
		("open", lambda: services.open_period(past, datetime.combine(past.start, time(1)))),
		("open again, nothing new", lambda: services.open_period(past, end)),
		("settle", lambda: services.settle(past, end)),
		("settle again, nothing new", lambda: services.settle(past, end)),
		("draft the bulletin", lambda: services.draft_bulletin(past, end)),
		("mark what is overdue", lambda: services.mark_overdue(after)),
		("escalate", lambda: services.escalate(after)),
		("freeze: all reports", lambda: services.freeze_month(past, after)),
	)
	print(f"the month {past.label}, peak memory before: {peak_memory()} MB")
	began, speed = perf_counter(), 0.0
	for name, stage in stages:
		with recorder.recording(f"month: {name}"):
			taken = seconds(stage, 1)
		print(f"  {name:<32} {taken:>8.2f} s   peak {peak_memory():>4} MB")
		speed = speed or frappe.db.count("Obligation", {"period_start": str(past.start)}) / taken
	counts = frappe.db.sql(
		"select status, count(*) from tabObligation where period_start = %s group by status", past.start
	)
	reports = frappe.db.count("Compliance Report", {"period_start": str(past.start)})
	print(f"  {'the whole month':<32} {perf_counter() - began:>8.2f} s   {dict(counts)}, {reports} reports")
	return speed


def _undo_month(past) -> None:
	"""As if the month had not begun; rolled back with the rest."""
	import frappe

	start, after = str(past.start), str(past.next().start)
	frappe.db.sql("delete from tabObligation where due_at >= %s and due_at < %s", (start, after))
	for child in ("Compliance Report Line", "Compliance Report Unit"):
		frappe.db.sql(
			f"delete row from `tab{child}` row join `tabCompliance Report` report on report.name = row.parent"
			" where report.period_start = %s",
			start,
		)
	frappe.db.delete("Compliance Report", {"period_start": start})
	frappe.db.delete("Compliance Period", {"name": past.label})


def _figures(past, runs: int) -> None:
	import frappe
	from lijian_hulei.compliance.services.figures import units_of

	with recorder.recording("figures of every unit"):
		figures = seconds(lambda: units_of(past), runs)
	count = "select area, status, count(*) from tabObligation where due_at >= %s and due_at < %s group by area, status"
	raw = seconds(lambda: frappe.db.sql(count, (past.start, past.next().start)), runs)
	print(
		f"{'figures of every unit':<34} {figures:>12.2f} s beside one raw GROUP BY {raw:.2f} s, ratio {figures / raw:.1f}"
	)


def screens(runs: int) -> None:
	"""What officers open all day, each beside raw SQL for the same rows."""
	import frappe

	print(f"{'user':<10} {'what':<62} {'ours ms':>9} {'raw ms':>9} {'ratio':>7}")
	for screen in list(all_screens()):
		frappe.set_user(screen.user)
		with recorder.recording(f"{screen.user.split('@')[0]}: {screen.what}"):
			ours = 1000 * seconds(screen.ours, runs * 3)
		line = f"{screen.user.split('@')[0]:<10} {screen.what:<62} {ours:>9.1f}"
		if screen.raw:
			raw = 1000 * seconds(screen.raw, runs * 3)
			line += f" {raw:>9.1f} {ours / raw:>7.1f}"
		print(line, flush=True)
	frappe.set_user("Administrator")


MEASURES = {"regrade": regrading, "month": month, "screens": screens}


if __name__ == "__main__":
	main()
