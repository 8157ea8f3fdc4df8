"""Places, offices and officers of the demonstration town, through the controllers' own rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import frappe
from frappe.model.document import Document
from frappe.utils.password import update_password

from lijian_hulei.setup.demo.people import adult_name, phone, surname
from lijian_hulei.setup.demo.places import (
	OFFICES,
	SCHOOL_KEYS,
	TOWNSHIP,
	UPPER_AREAS,
	Village,
	sample_credit_code,
)

DOMAIN = "demo.hulei"
FIXED_VILLAGE = "界亭驿村"
VILLAGES_OF_A_LEADER = 3
VILLAGE_WITHOUT_DIRECT = 20


@dataclass(frozen=True)
class Post:
	"""An officer to be made: where, as what, under which login."""

	key: str
	position: str
	agency: str
	areas: tuple[str, ...]
	login: str
	may_reveal: bool = False


def _insert(doctype: str, **values: object) -> Document:
	# ignore_permissions: runs from the command line, nobody is logged in.
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def make_areas(villages: list[Village]) -> None:
	for code, name, _level, _parent in UPPER_AREAS:
		if not frappe.db.exists("Area", code):
			_insert("Area", code=code, area_name=name)
	for village in villages:
		if frappe.db.exists("Area", village.code):
			continue
		sample = {"is_sample_code": 1}
		_insert(
			"Area",
			code=village.code,
			area_name=village.name,
			is_community=int(village.is_community),
			**sample,
		)
		for code, name in village.grids:
			_insert("Area", code=code, area_name=name, **sample)


def make_agencies(villages: list[Village]) -> None:
	"""Offices of the town and a committee for each village; existing ones of the same name are used."""
	wanted = [(office.name, office.agency_type, office.area) for office in OFFICES]
	wanted += [(committee_name(village), "village_committee", village.code) for village in villages]
	for number, (name, agency_type, area) in enumerate(wanted, start=1):
		if not agency_named(name):
			code = sample_credit_code(number)
			_insert("Agency", agency_name=name, agency_type=agency_type, area=area, credit_code=code)


def committee_name(village: Village) -> str:
	return f"{village.name}{'居' if village.is_community else '村'}民委员会"


def agency_named(name: str) -> str | None:
	return frappe.db.get_value("Agency", {"agency_name": name})


def office_named(key: str) -> str:
	return agency_named(next(office.name for office in OFFICES if office.key == key))


def settle_town() -> None:
	"""The town of the settings, where the site has none yet."""
	settings = frappe.get_single("Hulei Settings")
	if not settings.township:
		settings.township = TOWNSHIP
		settings.host_agency = office_named("governance")
		settings.flags.ignore_permissions = True
		settings.save()


def posts(villages: list[Village]) -> Iterator[Post]:
	"""About a hundred and fifty officers; those of FIXED_LOGINS have logins that do not change."""
	for village in villages:
		committee = agency_named(committee_name(village))
		fixed = village.name == FIXED_VILLAGE
		cadre = ("village_cadre",) if has_cadre(village) else ()
		for position in ("village_secretary", *cadre, "grid_leader"):
			login = (
				"village" if fixed and position == "village_secretary" else f"{position}.{village.index:02d}"
			)
			yield Post(f"{position}-{village.code}", position, committee, (village.code,), login)
	yield from _liaison_leaders(villages)
	yield from _town_posts(villages)


def has_cadre(village: Village) -> bool:
	"""One village in four has a cadre besides its secretary and its grid leader."""
	return village.index % 4 == 0 or village.name == FIXED_VILLAGE


def _liaison_leaders(villages: list[Village]) -> Iterator[Post]:
	for start in range(0, len(villages), VILLAGES_OF_A_LEADER):
		own = villages[start : start + VILLAGES_OF_A_LEADER]
		login = leader_login(own[0], villages)
		areas = tuple(village.code for village in own)
		yield Post(f"liaison-{own[0].code}", "liaison_leader", office_named("leading"), areas, login)


def _town_posts(villages: list[Village]) -> Iterator[Post]:
	town = (TOWNSHIP,)
	fixed = (
		("police", "police_officer", "police"),
		("school", "school_head", "school_center"),
		("office", "protection_officer", "protection"),
		("governance", "governance_officer", "governance"),
		("steward", "system_steward", "governance"),
		("police.chief", "police_chief", "police"),
		("leading.1", "leading_group_member", "leading"),
		("leading.2", "leading_group_member", "leading"),
		("office.2", "protection_officer", "protection"),
	)
	for login, position, office in fixed:
		yield Post(login, position, office_named(office), town, login, may_reveal=login == "office")
	for key in SCHOOL_KEYS[1:]:
		yield Post(key, "school_head", office_named(key), town, key.replace("_", "."))
	for key, position in OFFICE_POSTS.items():
		yield Post(key, position, office_named(key), town, key)
	for number, start in enumerate(range(0, len(villages), 6), start=1):
		areas = tuple(village.code for village in villages[start : start + 6])
		login = "auxiliary" if number == 1 else f"auxiliary.{number:02d}"
		yield Post(login, "auxiliary_police", office_named("police"), areas, login)


def make_officer(post: Post, seed: int, since: date, password: str | None) -> None:
	"""An officer with an account; only the fixed logins get the password, the others cannot log in."""
	email = f"{post.login}@{DOMAIN}"
	if not frappe.db.exists("Officer", {"login_email": email}):
		rng = Random(f"{seed}-officer-{post.key}")
		sex = rng.choice(("Male", "Male", "Female"))
		_insert(
			"Officer",
			officer_name=adult_name(rng, surname(rng), sex),
			position=post.position,
			agency=post.agency,
			area=post.areas[0],
			further_areas=[{"area": area} for area in post.areas[1:]],
			login_email=email,
			mobile=phone(rng),
			may_reveal=int(post.may_reveal),
			started_on=since - timedelta(days=rng.randrange(30, 900)),
		)
	if password and post.login in FIXED_LOGINS:
		update_password(email, password)


OFFICE_POSTS = {
	"justice": "justice_officer",
	"civil": "civil_affairs_officer",
	"health": "health_officer",
	"women": "family_officer",
	"elders": "family_officer",
	"publicity": "publicity_officer",
	"culture": "agency_officer",
	"hospital": "agency_officer",
	"training": "agency_officer",
}
# Heads of offices whose login is not the office's own name.
HEADS = {
	"police": "police.chief",
	"protection": "office",
	"leading": "leading.1",
	"school_center": "school",
}
FIXED_LOGINS = (
	*("village", "police", "school", "office", "governance", "leader", "steward", "auxiliary"),
	*("justice", "civil", "health", "women", "publicity", "hospital", "hotel"),
)


def name_heads() -> None:
	"""Who answers for each of the town's offices: the duties of an office are those of its head (R10)."""
	officers = officers_by_login()
	for office in OFFICES:
		login = HEADS.get(office.key, office.key.replace("_", "."))
		if login in officers:
			frappe.db.set_value("Agency", agency_named(office.name), "head", officers[login])


def officers_by_login() -> dict[str, str]:
	"""From the part before the @ to the officer's record."""
	# No permission filter: the generator's own officers.
	rows = frappe.get_all("Officer", {"login_email": ("like", f"%@{DOMAIN}")}, ["name", "login_email"])
	return {row.login_email.partition("@")[0]: row.name for row in rows}


def make_responsibilities(villages: list[Village], since: date) -> None:
	"""First the liaison leader, second and direct the secretary (requirement A6). In one village nobody is appointed as either."""
	officers = officers_by_login()
	for start in range(0, len(villages), VILLAGES_OF_A_LEADER):
		own = villages[start : start + VILLAGES_OF_A_LEADER]
		leader = officers[leader_login(own[0], villages)]
		for village in own:
			secretary = officers[secretary_login(village)]
			kinds = {"First": leader, "Second": secretary, "Direct": secretary}
			if village.index == VILLAGE_WITHOUT_DIRECT:
				del kinds["Second"], kinds["Direct"]
			for kind, officer in kinds.items():
				if not frappe.db.exists("Responsibility", {"area": village.code, "kind": kind}):
					_insert("Responsibility", area=village.code, kind=kind, officer=officer, from_date=since)


def secretary_login(village: Village) -> str:
	return "village" if village.name == FIXED_VILLAGE else f"village_secretary.{village.index:02d}"


def leader_login(village: Village, all_villages: list[Village]) -> str:
	"""The liaison leader of the group of villages that `village` is in."""
	start = (village.index - 1) // VILLAGES_OF_A_LEADER * VILLAGES_OF_A_LEADER
	own = all_villages[start : start + VILLAGES_OF_A_LEADER]
	fixed = any(other.name == FIXED_VILLAGE for other in own)
	return "leader" if fixed else f"liaison.{start // VILLAGES_OF_A_LEADER + 1:02d}"


def other_logins(village: Village) -> list[str]:
	"""The village's officers besides its secretary."""
	positions = ("village_cadre", "grid_leader") if has_cadre(village) else ("grid_leader",)
	return [f"{position}.{village.index:02d}" for position in positions]
