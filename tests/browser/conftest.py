"""A real Chromium, one context per person; a screen that throws, answers 404 or logs an error fails its test."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from bootstrap.bench import Bench

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SWITCHES = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
]
SCREENS = Path(__file__).resolve().parent.parent / "output/screens"


@pytest.fixture(scope="session")
def town() -> Bench:
	"""The served site with the demo town. Its instance and port come from ./test."""
	return Bench(
		instance=os.environ["HULEI_INSTANCE"],
		site=os.environ["FRAPPE_SITE"],
		port=int(os.environ["HULEI_PORT"]),
	)


@pytest.fixture(scope="session")
def execute(town: Bench) -> Callable:
	"""Run a dotted Python method on the site from the command line, as an operator would; returns its JSON result."""

	def run(method: str, **arguments):
		done = subprocess.run(
			town.on_site("execute", method, "--kwargs", json.dumps(arguments)),
			cwd=town.sites,
			env={**os.environ, **town.process_environment},
			capture_output=True,
			text=True,
		)
		assert done.returncode == 0, done.stderr[-3000:]
		lines = done.stdout.strip().splitlines()
		return json.loads(lines[-1]) if lines else None

	return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
	with sync_playwright() as playwright:
		chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
		yield chromium
		chromium.close()


@dataclass
class Person:
	"""Somebody at a screen: the page, and everything that went wrong on it."""

	page: Page
	base: str
	trouble: list[str] = field(default_factory=list)
	expected: list[str] = field(default_factory=list)

	def open(self, path: str) -> Page:
		self.page.goto(self.base + path)
		return self.page

	def open_desk(self, path: str) -> Page:
		"""Open a desk route and wait until its page is drawn."""
		self.open(path)
		self.page.wait_for_selector("body[data-ajax-state='complete']", timeout=60_000)
		return self.page

	def photograph(self, name: str) -> Path:
		SCREENS.mkdir(parents=True, exist_ok=True)
		target = SCREENS / f"{name}.png"
		self.page.screenshot(path=target)
		return target

	def call(self, method: str, **arguments):
		"""Call a whitelisted method as this person's browser would; returns (status, message)."""
		return self.page.evaluate(
			"""async ([method, args]) => {
				const answer = await fetch("/api/method/" + method, {
					method: "POST",
					headers: {"Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json"},
					body: JSON.stringify(args),
				});
				const body = await answer.json().catch(() => ({}));
				return [answer.status, body.message ?? null];
			}""",
			[method, arguments],
		)

	def unexpected(self) -> list[str]:
		return [line for line in self.trouble if not any(words in line for words in self.expected)]


def _listen(person: Person) -> None:
	page = person.page

	def on_response(response: Response) -> None:
		if response.status >= 400:
			person.trouble.append(f"HTTP {response.status} {response.url.split('?')[0]}")

	page.on("response", on_response)
	page.on("pageerror", lambda error: person.trouble.append(f"script error: {error}"))
	page.on(
		"console",
		lambda message: (
			message.type == "error"
			and "Failed to load resource" not in message.text
			and person.trouble.append(f"console: {message.text}")
		),
	)


@pytest.fixture
def visitor(browser: Browser, town: Bench) -> Iterator[Callable[..., Person]]:
	"""Somebody before a browser, not logged in. Every person's troubles are judged at the end of the test."""
	contexts: list[BrowserContext] = []
	people: list[Person] = []

	def arrive(phone: bool = False, width: int = 360) -> Person:
		size = {"width": width, "height": 740} if phone else {"width": 1360, "height": 900}
		context = browser.new_context(
			viewport=size,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			is_mobile=phone,
			has_touch=phone,
			accept_downloads=True,
		)
		contexts.append(context)
		context.set_default_timeout(30_000)
		person = Person(context.new_page(), f"http://127.0.0.1:{town.port}")
		_listen(person)
		people.append(person)
		return person

	yield arrive
	for context in contexts:
		context.close()
	assert [line for person in people for line in person.unexpected()] == []


@pytest.fixture
def login(visitor: Callable[..., Person], town: Bench) -> Callable[..., Person]:
	"""Log somebody in: through the login page, or past it where the way in is not what is looked at."""
	password = town.secret("demo_password")

	def enter(user: str, phone: bool = False, by_form: bool = True, width: int = 360) -> Person:
		person = visitor(phone, width)
		secret = town.secret("administrator_password") if user == "Administrator" else password
		address = user if "@" in user or user == "Administrator" else f"{user}@demo.hulei"
		if not by_form:
			answer = person.page.request.post(
				person.base + "/api/method/login", form={"usr": address, "pwd": secret}
			)
			assert answer.ok, answer.text()
			return person
		page = person.open("/login")
		page.fill("#login_email", address)
		page.fill("#login_password", secret)
		page.click(".btn-login")
		page.wait_for_url(lambda url: "/login" not in url, timeout=60_000)
		return person

	return enter
