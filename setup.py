"""Packaging of the app from the repository's root; the app's own pyproject.toml is what bench uses."""

import re
from pathlib import Path

from setuptools import find_packages, setup

APP = Path(__file__).parent / "apps" / "lijian_hulei"
pyproject = (APP / "pyproject.toml").read_text(encoding="utf-8")
dependencies = re.search(r"^dependencies = \[(.*?)^\]", pyproject, re.M | re.S).group(1)
version = re.search(r'__version__ = "(.+)"', (APP / "lijian_hulei" / "__init__.py").read_text()).group(1)

setup(
	name="lijian_hulei",
	version=version,
	package_dir={"": "apps/lijian_hulei"},
	packages=find_packages("apps/lijian_hulei"),
	include_package_data=True,
	install_requires=re.findall(r'^\s*"(.+)",$', dependencies, re.M),
	python_requires=">=3.10",
)
