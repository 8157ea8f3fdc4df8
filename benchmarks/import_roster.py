"""The roster importer beside Frappe's own Data Import, in one run on one site, with seeded data.

	env/bin/python benchmarks/import_roster.py --site bench.localhost [--rows 20000] [--stock-rows 600] [--seed 1]

Both read an .xlsx file and end with the same kind of record: a Minor with household, guardian, risk factors, grade,
grade change and sealed numbers, under the same rules. Both start with an empty village. Only the ratio means
anything on a machine shared with others; the script prints every run and the medians. It writes (and commits)
thousands of records, so it wants a site of its own with `allow_tests` set.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import io
import os
import pstats
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
SITES = ROOT / "sites"
TODAY = date.today()


def arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
	parser.add_argument("--site", required=True)
	parser.add_argument("--rows", type=int, default=20_000)
	parser.add_argument("--stock-rows", type=int, default=600)
	parser.add_argument("--runs", type=int, default=3)
	parser.add_argument("--seed", type=int, default=1)
	parser.add_argument("--profile", action="store_true", help="print where the importer's time goes")
	return parser.parse_args()


def connect(site: str) -> None:
	os.chdir(SITES)
	import frappe

	frappe.init(site=site, sites_path=".")
	frappe.connect()
	frappe.local.lang = "zh"
	frappe.set_user("Administrator")
	if not frappe.conf.allow_tests:
		sys.exit(f"{site} is not a site for trials: set allow_tests first.")
	frappe.flags.mute_emails = True


def fresh_village(number: int) -> tuple[str, str]:
	"""A village of a fictional county that has no minors yet; (code, name)."""
	import frappe

	taken = frappe.db.count("Area", {"code": ("like", "980101101%")})
	for code, name in (
		("980000000000", "基准省"),
		("980100000000", "基准市"),
		("980101000000", "基准县"),
		("980101101000", "基准镇"),
	):
		if not frappe.db.exists("Area", code):
			frappe.get_doc({"doctype": "Area", "code": code, "area_name": name}).insert()
	code = f"980101101{taken + 1:03d}"
	name = f"基准{taken + 1:03d}村"
	frappe.get_doc({"doctype": "Area", "code": code, "area_name": name}).insert()
	frappe.db.commit()
	return code, name


def people(seed: int, count: int, batch: int) -> list[dict]:
	"""Invented minors; `batch` sets the fictional division (none of the demonstration town), so that runs share no number."""
	from lijian_hulei.setup.demo import people as invented

	rng, numbers, found = Random(f"{seed}-{batch}"), invented.IdentityNumbers(49 + batch % 40), []
	for at in range(count):
		sex, born = rng.choice(("Male", "Female")), invented.birth_date(rng, TODAY)
		family = invented.surname(rng)
		father = invented.adult_name(rng, family, "Male")
		risk = rng.random()
		found.append(
			{
				"name": invented.child_name(rng, family, sex) + "测",
				"sex": sex,
				"id_number": numbers.take(born, sex),
				"birth_date": born,
				"address": f"{rng.randint(1, 12)}组{at}号",
				"father": father,
				"phone": invented.phone(rng),
				"factors": ["tired_of_school"] if risk < 0.04 else ["left_behind"] if risk < 0.2 else [],
			}
		)
	return found


def roster_file(rows: list[dict], village: str) -> bytes:
	import frappe
	from lijian_hulei.importing.columns import COLUMNS

	habit = frappe.db.get_value("Risk Factor", {"factor_class": "Bad Habit", "enabled": 1}, "factor_name")
	lines = [[column.header for column in COLUMNS]]
	for row in rows:
		cells = {
			"name": row["name"],
			"sex": "男" if row["sex"] == "Male" else "女",
			"id_number": row["id_number"],
			"birth_date": row["birth_date"].isoformat(),
			"village": village,
			"address": row["address"],
			"household_head": row["father"],
			"guardian": row["father"],
			"relation": "父亲",
			"phone": row["phone"],
			"works_away": "否",
			"study_status": "在读",
			"left_behind": "是" if "left_behind" in row["factors"] else "否",
			"habits": habit if "tired_of_school" in row["factors"] else "",
			"economic_state": "正常",
		}
		lines.append([cells.get(column.key, "") for column in COLUMNS])
	return workbook(lines)


def workbook(lines: list[list[str]]) -> bytes:
	import xlsxwriter

	buffer = io.BytesIO()
	book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
	sheet = book.add_worksheet()
	for at, line in enumerate(lines):
		for column, cell in enumerate(line):
			sheet.write_string(at, column, cell or "")
	book.close()
	return buffer.getvalue()


def ours(rows: list[dict], profile: bool) -> float:
	"""Rows per second of check-free import: reading, checking, matching, writing, error workbook."""
	import frappe
	from lijian_hulei.importing.run import import_roster

	code, name = fresh_village(0)
	doc = frappe.get_doc({"doctype": "Roster Import", "kind": "Village Ledger", "area": code}).insert()
	content = roster_file(rows, name)
	file = {"doctype": "File", "file_name": f"{doc.name}.xlsx", "content": content, "is_private": 1}
	place = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name, "attached_to_field": "file"}
	doc.file = frappe.get_doc({**file, **place}).insert().file_url
	doc.save()
	frappe.db.commit()
	profiler = cProfile.Profile() if profile else contextlib.nullcontext()
	start = time.perf_counter()
	with profiler:
		import_roster(doc.name)
	seconds = time.perf_counter() - start
	doc.reload()
	if (doc.status, doc.created) != ("Done", len(rows)):
		sys.exit(
			f"the import ended as {doc.status} with {doc.created} of {len(rows)} rows, {doc.error_rows} bad"
		)
	if profile:
		pstats.Stats(profiler).sort_stats("tottime").print_stats(40)
	return len(rows) / seconds


def stock(rows: list[dict]) -> float:
	"""Rows per second of frappe's Data Import on the Minor's own form: households exist already, to its favour."""
	import frappe
	from frappe.core.doctype.data_import.data_import import start_import

	code, _name = fresh_village(0)
	home = frappe.get_doc({"doctype": "Household", "household_name": "基准户", "area": code}).insert().name
	relation = frappe.get_meta("Minor Guardian").get_field("relation").options.split("\n")[0]
	factors = dict(
		zip(("tired_of_school", "left_behind"), (_factor("Bad Habit"), _factor("Left-behind")), strict=True)
	)
	header = ["minor_name", "sex", "birth_date", "id_number", "area", "household", "status"]
	header += ["guardians.guardian_name", "guardians.relation", "guardians.is_main", "guardians.phone"]
	header += ["risk_factors.factor", "risk_factors.since"]
	lines = [header]
	for row in rows:
		factor = [factors[row["factors"][0]], TODAY.isoformat()] if row["factors"] else ["", ""]
		person = [
			row["name"],
			row["sex"],
			row["birth_date"].isoformat(),
			row["id_number"],
			code,
			home,
			"Active",
		]
		lines.append([*person, row["father"], relation, "1", row["phone"], *factor])
	job = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": "Minor",
			"import_type": "Insert New Records",
			"mute_emails": 1,
		}
	)
	job.flags.ignore_validate = True
	job.insert()
	file = {"doctype": "File", "file_name": f"stock-{code}.xlsx", "content": workbook(lines), "is_private": 1}
	place = {
		"attached_to_doctype": job.doctype,
		"attached_to_name": job.name,
		"attached_to_field": "import_file",
	}
	job.db_set("import_file", frappe.get_doc({**file, **place}).insert().file_url)
	frappe.db.commit()
	silence = io.StringIO()
	start = time.perf_counter()
	with contextlib.redirect_stdout(silence):
		start_import(job.name)
	seconds = time.perf_counter() - start
	made = frappe.db.count("Minor", {"area": code})
	if made != len(rows):
		sys.exit(f"Data Import made {made} of {len(rows)} records:\n{silence.getvalue()[-2000:]}")
	return len(rows) / seconds


def _factor(factor_class: str) -> str:
	import frappe

	return frappe.db.get_value("Risk Factor", {"factor_class": factor_class, "enabled": 1})


def main() -> None:
	options = arguments()
	connect(options.site)
	import frappe

	base = frappe.db.count("Roster Import") * 2
	rates: dict[str, list[float]] = {"ours": [], "stock": []}
	for run in range(options.runs):
		rows = people(options.seed, options.rows, base + 2 * run)
		rates["ours"].append(ours(rows, options.profile))
		if options.stock_rows:
			rates["stock"].append(stock(people(options.seed, options.stock_rows, base + 2 * run + 1)))
		print(
			f"run {run + 1}: "
			+ ", ".join(f"{name} {found[-1]:,.0f} rows/s" for name, found in rates.items() if found)
		)
	medians = {name: statistics.median(found) for name, found in rates.items() if found}
	print("median: " + ", ".join(f"{name} {rate:,.0f} rows/s" for name, rate in medians.items()))
	if "stock" in medians:
		print(f"ratio: {medians['ours'] / medians['stock']:.1f}x")


if __name__ == "__main__":
	main()
