"""The demonstration town from nothing to its last month-end report, in stages that a broken run continues."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random

import frappe
from frappe.utils import getdate, now_datetime
from frappe.utils.file_manager import save_file
from PIL import Image, ImageDraw

from lijian_hulei.compliance.services import run_month
from lijian_hulei.kernel.periods import month_of
from lijian_hulei.ledger.services import refresh_focus
from lijian_hulei.setup import statistics
from lijian_hulei.setup.demo import accountability, letter_head, population, records, state, town
from lijian_hulei.setup.demo.history import Helpers, VillageHistory
from lijian_hulei.setup.demo.places import TOWNSHIP, Village, villages

OWN_RECORDS = ("Minor", "Household", "Visit", "Officer")


class RealRecords(frappe.ValidationError):
	"""The site holds records that this generator did not make."""


def generate(
	minors: int, months: int, seed: int, password: str | None, force: bool, say: Callable[[str], None]
) -> None:
	"""Make the town, or go on where the last run stopped. Does nothing when it is complete.

	Raises RealRecords on a site that has records of its own, unless `force`.
	"""
	progress = state.load()
	if progress and progress.complete:
		say("The demonstration town is complete.")
		return
	if not progress:
		if not force and any(frappe.db.count(doctype) for doctype in OWN_RECORDS):
			raise RealRecords(
				"This site holds records already. Use --force to add the demonstration town to them."
			)
		progress = state.Progress(minors, months, seed, str(getdate()))
	Town(progress, password, say).build()


class Town:
	"""The stages, in order; each is committed when it is whole, the long ones village by village."""

	def __init__(self, progress: state.Progress, password: str | None, say: Callable[[str], None]) -> None:
		self.progress, self.password, self.say = progress, password, say
		self.villages = villages(progress.seed)
		self.today = getdate(progress.today)
		month = month_of(self.today)
		for _step in range(progress.months):
			month = month.previous()
		self.first_month = month

	def build(self) -> None:
		stages = (
			*(self.places, self.officers, self.minors, self.meetings, self.history, self.records),
			self.compliance,
		)
		for number, stage in enumerate(stages):
			if number < self.progress.stage:
				continue
			self.say(f"{stage.__name__} …")
			stage()
			self.progress.done_with_stage()
		self.progress.complete = True
		self.progress.save()
		frappe.db.commit()  # the town is complete
		statistics.refresh()

	def places(self) -> None:
		town.make_areas(self.villages)
		town.make_agencies(self.villages)
		town.settle_town()
		letter_head.make()

	def officers(self) -> None:
		since = self.first_month.start - timedelta(days=31)
		with _caches_kept():
			for at, post in enumerate(list(town.posts(self.villages))):
				if at >= self.progress.cursor:
					town.make_officer(post, self.progress.seed, since, self.password)
					self.progress.done_with_step()
		town.name_heads()
		town.make_responsibilities(self.villages, since)

	def minors(self) -> None:
		offered = population.choices()
		shares = population.share_out(self.progress.minors, self.villages, self.progress.seed)
		for village, count in self._villages_left(shares):
			population.populate(village, count, offered, self.progress.seed, self.today, self.progress.months)
			self.progress.done_with_step()
		refresh_focus()

	def _villages_left(self, values: list) -> list[tuple[Village, object]]:
		return list(zip(self.villages, values, strict=True))[self.progress.cursor :]

	def meetings(self) -> None:
		"""Two meetings a month, but for two months that had one; canvasses in January, a few late."""
		officers = town.officers_by_login()
		rng = Random(f"{self.progress.seed}-meetings")
		month = self.first_month
		while month.start <= self.today:
			for at, kind in enumerate(("Joint Meeting", "Minors Protection Meeting")):
				day = month.start + timedelta(days=9 + 10 * at)
				if day <= self.today and not (at and month.start.month in (2, 8)):
					self._meet(kind, day, officers, rng)
			month = month.next()
		for village in self.villages:
			self._canvass(village, officers[town.secretary_login(village)])

	def _meet(self, kind: str, day: date, officers: dict[str, str], rng: Random) -> None:
		keys = rng.sample(("police", "justice", "civil", "health", "women", "school_center", "elders"), 4)
		meeting = frappe.get_doc(
			{
				"doctype": "Joint Meeting",
				"meeting_kind": kind,
				"area": TOWNSHIP,
				"meeting_date": day,
				"chair": officers["leading.1"],
				"place": "镇政府三楼会议室",
				"agencies": [
					{"agency": town.office_named(key)} for key in ("governance", "protection", *keys)
				],
				"agenda": "一、通报上月走访情况；二、会商重点对象帮扶；三、部署下一步工作。",
				"minutes": "<p>会议通报了五类重点学生走访情况，对走访不到位的村（社区）提出整改要求。</p>",
				"decisions": [
					{
						"decision": "走访未达标的村（社区）在十日内补齐走访并报综治办。",
						"owner_agency": town.office_named("governance"),
						"due_on": day + timedelta(days=10),
						"done_on": day + timedelta(days=9) if day + timedelta(days=9) <= self.today else None,
					}
				],
			}
		)
		meeting.flags.ignore_permissions = True  # from the command line, nobody is logged in
		meeting.submit()

	def _canvass(self, village: Village, officer: str) -> None:
		year = self.today.year
		completed = date(year, 2, 9) if village.is_lazy else date(year, 1, 12 + village.index % 18)
		if completed > self.today or frappe.db.exists("Canvass", {"area": village.code, "year": year}):
			return
		canvass = frappe.get_doc(
			{
				"doctype": "Canvass",
				"area": village.code,
				"year": year,
				"officer": officer,
				"completed_on": completed,
			}
		)
		canvass.flags.ignore_permissions = True  # from the command line, nobody is logged in
		canvass.submit()

	def history(self) -> None:
		officers = town.officers_by_login()
		photo = _photo()
		for village, _nothing in self._villages_left([None] * len(self.villages)):
			helpers = Helpers(
				officers[town.secretary_login(village)],
				officers[town.leader_login(village, self.villages)],
				tuple(officers[login] for login in town.other_logins(village)),
			)
			VillageHistory(self.progress.seed, village, helpers, photo, self.today).write(
				self.progress.months
			)
			self.progress.done_with_step()

	def records(self) -> None:
		"""Venues, checks, cases, lessons and the rest, part by part."""
		scene = records.Scene(
			seed=self.progress.seed,
			today=self.today,
			first_month=self.first_month,
			months=self.progress.months,
			villages=self.villages,
			officers=town.officers_by_login(),
			office=town.office_named,
			photo=_photo(),
			password=self.password,
		)
		for at, part in enumerate(records.parts()):
			if at >= self.progress.cursor:
				part(scene)
				self.progress.done_with_step()

	def compliance(self) -> None:
		"""Every past month opened, settled and frozen, and the present one opened, by the services of real use."""
		statistics.refresh()
		month, at = self.first_month, 0
		while month.start <= self.today:
			if at >= self.progress.cursor:
				run_month(month, now_datetime())
				self.progress.done_with_step()
			month, at = month.next(), at + 1
		self._issue_bulletins()
		accountability.finish(self.today, self.villages)

	def _issue_bulletins(self) -> None:
		"""The town's bulletins are issued, but for last month's, which waits for the office."""
		last = month_of(self.today).previous()
		# No permission filter: the generator's own records.
		drafts = frappe.get_all(
			"Compliance Report", filters={"docstatus": 0, "period_start": ("<", last.start)}, pluck="name"
		)
		for name in drafts:
			report = frappe.get_doc("Compliance Report", name)
			report.problems = "个别村（社区）走访不及时，已在联席会议上通报并限期补访。"
			report.flags.ignore_permissions = True  # from the command line, nobody is logged in
			report.flags.without_notice = True  # the months are long past
			report.submit()


@contextmanager
def _caches_kept() -> Iterator[None]:
	"""Every new account makes Frappe empty all caches of the site, unless an app is being installed: seven times slower."""
	before, frappe.flags.in_install = frappe.flags.in_install, "lijian_hulei"
	try:
		yield
	finally:
		frappe.flags.in_install = before
		frappe.clear_cache()


def _photo() -> str:
	"""One neutral drawing that stands in for every photo of the town; returns its private address."""
	picture = Image.new("RGB", (640, 480), "#dfeee3")
	pen = ImageDraw.Draw(picture)
	pen.rectangle((170, 220, 470, 400), fill="#f6f1e4", outline="#7a8f80", width=4)
	pen.polygon(((150, 220), (320, 110), (490, 220)), fill="#b5654a")
	pen.rectangle((290, 300, 350, 400), fill="#8a6a4f")
	pen.rectangle((200, 260, 260, 310), fill="#a9cfe0")
	pen.rectangle((380, 260, 440, 310), fill="#a9cfe0")
	content = io.BytesIO()
	picture.save(content, "JPEG", quality=80)
	return save_file(
		f"demo-visit-{datetime.now():%Y%m%d}.jpg", content.getvalue(), None, None, is_private=1
	).file_url
