"""The restored Frappe is what it should be, and a changed tree is noticed."""

import shutil
from pathlib import Path

import pytest

from bootstrap.bench import ROOT
from bootstrap.engine import names, restore

FRAPPE = ROOT / "apps/frappe"


@pytest.mark.parametrize(
	("republished", "suffix", "original"),
	[
		("import criscostack", ".py", "import frappe"),
		("CriscoTestCase", ".py", "FrappeTestCase"),
		("CRISCOSTACK_HEAD", ".py", "FRAPPE_HEAD"),
		("https://Criscoerp.com", ".md", "https://Erpnext.com"),
		("Criscoerp", ".md", "ERPNext"),
		("criscoerp_role", ".py", "erpnext_role"),
		("Crisco Technologies Pvt. Ltd.", ".py", "Frappe Technologies Pvt. Ltd."),
		("brik --site all migrate", ".py", "bench --site all migrate"),
		("Brik", ".md", "Bench"),
		("Fabrik,Rubrik,brik", ".csv", "Fabrik,Rubrik,bench"),
	],
)
def test_each_republished_name_is_given_back(republished, suffix, original):
	assert names.restore_text(republished, suffix) == original


def test_every_restored_file_is_as_in_the_manifest():
	assert restore.differences(FRAPPE, restore.read_manifest()) == []


def test_the_manifest_names_the_whole_tree():
	manifest = restore.read_manifest()
	suffixes = [Path(path).suffix for path in manifest]
	assert len(manifest) == 2900
	assert (suffixes.count(".py"), suffixes.count(".js"), suffixes.count(".vue")) == (1267, 535, 53)


def test_a_changed_missing_or_added_file_is_named(tmp_path):
	for name in ("app.py", "handler.py"):
		(tmp_path / "frappe").mkdir(exist_ok=True)
		shutil.copy(FRAPPE / "frappe" / name, tmp_path / "frappe" / name)
	expected = {f"frappe/{n}": restore.read_manifest()[f"frappe/{n}"] for n in ("app.py", "handler.py")}
	assert restore.differences(tmp_path, expected) == []
	(tmp_path / "frappe/app.py").write_text("tampered")
	(tmp_path / "frappe/handler.py").unlink()
	(tmp_path / "frappe/backdoor.py").write_text("")
	assert restore.differences(tmp_path, expected) == [
		"changed: frappe/app.py",
		"missing: frappe/handler.py",
		"unknown: frappe/backdoor.py",
	]


def test_no_republished_name_is_left():
	left = [
		path
		for path in FRAPPE.joinpath("frappe").rglob("*.py")
		if "crisco" in path.read_text(encoding="utf-8").lower()
	]
	assert left == []


def test_the_licence_of_frappe_is_carried():
	assert "Copyright (c) 2016-2023 Frappe Technologies" in (FRAPPE / "LICENSE").read_text()


def test_other_marks_are_replaced_by_our_own_art():
	art = [p.relative_to(restore.ART) for p in restore.ART.rglob("*") if p.is_file()]
	assert len(art) == 5
	for path in art:
		assert (FRAPPE / "frappe" / path).read_bytes() == (restore.ART / path).read_bytes()
