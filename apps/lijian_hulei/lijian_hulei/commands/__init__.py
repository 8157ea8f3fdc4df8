"""Commands of the app: `bench --site SITE hulei-demo` and, for who develops it, `bench hulei-permissions`."""

from datetime import datetime
from pathlib import Path

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("hulei-demo")
@click.option("--minors", default=6000, show_default=True, help="How many minors the town has")
@click.option("--months", default=12, show_default=True, help="How many past months have visits and reports")
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same town")
@click.option(
	"--password", default=None, help="Password of the demonstration logins (none: they cannot log in)"
)
@click.option("--force", is_flag=True, help="Also on a site that holds records already")
@pass_context
def hulei_demo(context, minors: int, months: int, seed: int, password: str | None, force: bool) -> None:
	"""Fill a site with an invented town: areas, officers, minors, visits, reports."""
	from lijian_hulei.setup.demo.generate import RealRecords, generate

	frappe.init(get_site(context))
	frappe.connect()
	# What records keep in words, such as a pledge, is in the site's language, not in the command line's.
	frappe.local.lang = frappe.db.get_default("lang") or "zh"
	frappe.flags.mute_emails = True
	try:
		generate(minors, months, seed, password, force, click.echo)
	except RealRecords as error:
		raise click.ClickException(str(error)) from error
	finally:
		frappe.destroy()


@click.command("hulei-permissions")
@click.option("--check", is_flag=True, help="Only say which DocTypes differ from access/matrix.csv")
def hulei_permissions(check: bool) -> None:
	"""Bring the permissions in the DocTypes' files, and docs/access.md, into line with access/matrix.csv."""
	from lijian_hulei.access import matrix, matrix_page

	differing = matrix.differing() if check else matrix.write(f"{datetime.now():%Y-%m-%d %H:%M:%S.%f}")
	for doctype in differing:
		click.echo(doctype)
	docs = Path(matrix.APP).parents[2] / "docs"
	if not check and docs.is_dir():
		matrix_page.write(docs)
	if check and differing:
		raise click.ClickException("These differ from access/matrix.csv; run without --check.")


commands = [hulei_demo, hulei_permissions]
