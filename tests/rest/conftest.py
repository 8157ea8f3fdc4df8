"""Clients that speak to the served site as browsers and machines do. Where it is comes from the environment:

HULEI_URL    its address (http://127.0.0.1:8000)
FRAPPE_SITE  its name (hulei.localhost); also sent along, so that a bare gunicorn finds it
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

URL = os.environ.get("HULEI_URL") or f"http://127.0.0.1:{os.environ.get('HULEI_PORT', '8000')}"
SITE = os.environ.get("FRAPPE_SITE", "hulei.localhost")
SITES = Path(__file__).resolve().parents[2] / "sites"


class Client(requests.Session):
	"""A session with its own cookies; `call` asks for an endpoint and returns the response."""

	def __init__(self, token: str | None = None):
		super().__init__()
		self.headers.update({"Accept": "application/json", "X-Frappe-Site-Name": SITE})
		if token:
			self.headers["Authorization"] = f"token {token}"

	def request(self, method, url, *args, **kwargs) -> requests.Response:
		kwargs.setdefault("timeout", 60)
		kwargs.setdefault("allow_redirects", False)
		return super().request(method, url if "://" in url else URL + url, *args, **kwargs)

	def call(
		self, name: str, arguments: dict | None = None, method: str = "POST", **kwargs
	) -> requests.Response:
		texts = {k: v if isinstance(v, str | int) else json.dumps(v) for k, v in (arguments or {}).items()}
		place = {"params": texts} if method == "GET" else {"data": texts}
		return self.request(method, f"/api/method/{name}", **place, **kwargs)

	def log_in(self, user: str, password: str) -> "Client":
		answer = self.post("/api/method/login", data={"usr": user, "pwd": password})
		assert answer.status_code == 200, answer.text[:300]
		page = self.get("/app", headers={"Accept": "text/html"}).text
		self.headers["X-Frappe-CSRF-Token"] = re.search(r'csrf_token = "(\w+)"', page)[1]
		return self


def execute(method: str, *arguments: str):
	"""Runs a function on the site from the command line and returns its JSON result."""
	command = [
		sys.executable,
		"-m",
		"frappe.utils.bench_helper",
		"frappe",
		"--site",
		SITE,
		"execute",
		method,
	]
	for argument in arguments:
		command += ["--args", json.dumps([argument])]
	done = subprocess.run(command, cwd=SITES, capture_output=True, text=True)
	assert done.returncode == 0, done.stderr[-3000:]
	return json.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else None


@pytest.fixture(scope="session")
def world() -> dict:
	"""Two cadres of two villages, one who will leave, and a child in each village."""
	return execute("lijian_hulei.testing.rest_world.make")


@pytest.fixture
def guest() -> Client:
	return Client()


@pytest.fixture(scope="session")
def cadre(world: dict) -> Client:
	return Client().log_in(world["cadre"]["user"], world["password"])


@pytest.fixture(scope="session")
def neighbour(world: dict) -> Client:
	return Client().log_in(world["neighbour"]["user"], world["password"])


@pytest.fixture(scope="session")
def machine(world: dict) -> Client:
	"""The cadre by API key."""
	return Client(token=world["cadre"]["token"])


@pytest.fixture(scope="session")
def run() -> Callable:
	return execute
