"""Everybody's way over their screens: no English, no script error, no answer that refuses or fails.

Every kind of record is opened by the first person of the round who may read it, every report likewise; with HULEI_WALK=all
everybody opens everything, menus and dialogs included, which takes the better part of an hour.
"""

import json
import os

import pytest

from bootstrap.bench import ROOT
from bootstrap.serve import DEMO_USERS
from tests.browser.reading import TEXTS, english
from tests.browser.walking import Walk, own_doctypes

ALL = os.environ.get("HULEI_WALK") == "all"
SEEDS = ROOT / "apps/lijian_hulei/lijian_hulei/setup/data"
# Those who see little come first, so that each kind of record is seen by somebody who works with it.
PEOPLE = (*reversed([user.partition("@")[0] for user, _who in DEMO_USERS]), "Administrator")
SHARE = 9  # kinds of record a person opens; the Administrator opens what is left
WITH_MENUS = ("Minor", "Visit", "Duty")
# Who writes rules and masters meets their codes.
CODE_READERS = ("steward", "Administrator")
GUEST_PAGES = ("/report", "/feedback", "/library", "/notices", "/login", "/login#forgot", "/guide")


@pytest.fixture(scope="module")
def opened() -> set[str]:
	"""Kinds of record and reports that somebody has been to."""
	return set()


@pytest.fixture(scope="module")
def codes() -> frozenset[str]:
	"""The stable names of the shipped masters."""
	seeds = (json.loads(file.read_text("utf-8")) for file in SEEDS.glob("*.json"))
	return frozenset(row["code"] for seed in seeds for row in seed["records"] if "code" in row)


@pytest.mark.parametrize("user", PEOPLE)
def test_nobody_meets_english_or_an_error(login, opened, codes, user):
	person = login(user, by_form=False)
	walk = Walk(person.page, codes if user in CODE_READERS else ())
	person.open("/app")
	walk.settle(0.4)
	walk.workspaces()
	if user in ("office", "Administrator"):
		walk.chrome()
	for doctype in share(user, walk.readable(own_doctypes()), opened):
		walk.doctype(doctype, menus=ALL or (user == "office" and doctype in WITH_MENUS))
	walk.reports(names=lambda name: ALL or (name not in opened and not opened.add(name)), menus=ALL)
	if ALL or user == "office":
		walk.dashboards()
	walk.route("Workspaces")
	assert walk.stuck == []
	assert not walk.found, told(walk.found)
	assert walk.screens > 0


def told(found: dict[str, list[str]]) -> str:
	return "\n".join(f"{text}: {', '.join(dict.fromkeys(places))}" for text, places in found.items())


def share(user: str, readable: list[str], opened: set[str]) -> list[str]:
	left = [doctype for doctype in readable if ALL or doctype not in opened]
	if user == "office":
		left.sort(key=lambda doctype: doctype not in WITH_MENUS)
	chosen = left if ALL or user == "Administrator" else left[:SHARE]
	opened.update(chosen)
	return chosen


def test_guests_meet_no_english(visitor):
	guest, found = visitor(), {}
	for path in (*GUEST_PAGES, "/no-such-page"):
		guest.expected = ["no-such-page"]
		guest.open(path)
		guest.page.wait_for_load_state("networkidle")
		for text in english(guest.page.evaluate(TEXTS)):
			found.setdefault(str(text), []).append(path)
		assert guest.page.evaluate("document.documentElement.lang").startswith("zh"), path
	assert not found, told(found)
