"""Packages that official Frappe takes from a git host come from the registry where that host is not reached."""

import json

import pytest

from bootstrap import git_hosted
from bootstrap.bench import ROOT

PYPROJECT = """
dependencies = [
    "Babel~=2.13.1",
    "gunicorn @ git+https://git.example/frappe/gunicorn@bb554053bb87218120d76ab6676af7015680e8b6",
    "bleach[css] @ git+https://git.example/x/bleach",
    "sql_metadata@git+https://git.example/x/sql_metadata@v2",
]
"""
PACKAGE = {
	"name": "frappe-framework",
	"dependencies": {
		"vue": "^3.3.0",
		"air-datepicker": "github:frappe/air-datepicker",
		"pin": "owner/pin#v1",
	},
}
LOCK = """
"@vue/shared@3.3.0":
  version "3.3.0"

"air-datepicker@github:frappe/air-datepicker":
  version "2.2.3"
  resolved "https://git.example/frappe/air-datepicker/tar.gz/ed37b9"
  dependencies:
    jquery ">=2.0.0 <4.0.0"

ansi-regex@^2.0.0:
  version "2.1.1"
"""


def test_python_packages_take_the_pinned_version_and_keep_their_extras():
	text, taken = git_hosted.python_from_registry(
		PYPROJECT, "# pins\ngunicorn==23.0.0\nBleach==6.0.0\nsql-metadata==2.11.0\n"
	)
	assert taken == ["gunicorn==23.0.0", "bleach[css]==6.0.0", "sql_metadata==2.11.0"]
	assert "git+" not in text and '"Babel~=2.13.1"' in text


def test_a_python_package_without_a_pin_is_named_alone():
	assert git_hosted.python_from_registry(PYPROJECT, "")[1] == ["gunicorn", "bleach[css]", "sql_metadata"]


def test_node_packages_take_the_version_of_the_lock_and_leave_it():
	package, lock, taken = git_hosted.node_from_registry(json.dumps(PACKAGE), LOCK)
	assert taken == ["air-datepicker@2.2.3", "pin@*"]
	assert json.loads(package)["dependencies"] == {"vue": "^3.3.0", "air-datepicker": "2.2.3", "pin": "*"}
	assert "air-datepicker" not in lock and "jquery" not in lock
	assert "@vue/shared@3.3.0" in lock and "ansi-regex@^2.0.0" in lock


def test_the_checkout_is_as_before_even_when_the_installation_fails(tmp_path):
	file = tmp_path / "package.json"
	file.write_text("before")
	with pytest.raises(RuntimeError), git_hosted.written({file: "during"}):
		assert file.read_text() == "during"
		raise RuntimeError
	assert file.read_text() == "before"


def test_the_datepicker_of_the_registry_gets_its_seconds_once(tmp_path):
	for kind in ("js", "css"):
		(tmp_path / "dist" / kind).mkdir(parents=True)
		(tmp_path / f"dist/{kind}/datepicker.min.{kind}").write_text("/* theirs */")
	for _time in range(2):
		git_hosted.add_seconds(tmp_path, ROOT / "bootstrap/assets/additions")
	script = (tmp_path / "dist/js/datepicker.min.js").read_text()
	assert (
		script.startswith("/* theirs */")
		and script.count("$secondsText =") == 1
		and "\nimport " not in script
	)
	assert ".datepicker--time-current-seconds" in (tmp_path / "dist/css/datepicker.min.css").read_text()
