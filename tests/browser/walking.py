"""Going over the desk as a person would: lists, forms, reports, menus and dialogs, each read for English."""

import csv
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager

from playwright.sync_api import Error, Page

from bootstrap.bench import ROOT
from tests.browser.reading import TEXTS, english

MATRIX = ROOT / "apps/lijian_hulei/lijian_hulei/access/matrix.csv"
QUIET = 0.15  # seconds without a request before a screen counts as drawn
PATIENCE = 20

LAYOUT = """() => {
	if (!window.cur_frm) return;
	for (const section of cur_frm.layout.sections || []) if (section.is_collapsed && section.is_collapsed()) section.collapse(false);
}"""
CLOSE = """() => {
	for (const dialog of frappe.ui.open_dialogs.slice().reverse()) dialog.hide();
	if (window.cur_dialog) cur_dialog.hide();
	if (frappe.msg_dialog) frappe.msg_dialog.hide();
	document.querySelectorAll(".modal.show").forEach((modal) => $(modal).modal("hide"));
	document.querySelectorAll(".dropdown-menu.show").forEach((menu) => menu.classList.remove("show"));
}"""
# A dialog that is still opening does not heed being closed.
CLOSED = f"() => {{ ({CLOSE})(); return !document.querySelector('.modal.show, .modal-backdrop'); }}"
MENUS = ".page-head:visible .menu-btn-group, .page-head:visible .actions-btn-group, .page-head:visible .inner-group-button, .page-head:visible .views-section, .page-head:visible .custom-btn-group"


def own_doctypes() -> list[str]:
	"""Every record type of ours that somebody may read; child tables are seen within their parents."""
	with MATRIX.open(encoding="utf-8", newline="") as file:
		return list(dict.fromkeys(row["doctype"] for row in csv.DictReader(file)))


class Walk:
	"""One person's way over the screens. `found` collects what was English and where."""

	def __init__(self, page: Page, known: Iterable[str] = ()):
		self.page = page
		self.known = frozenset(known)
		self.where = ""
		self.found: dict[str, list[str]] = {}
		self.stuck: list[str] = []
		self.screens = 0
		self._pending: set = set()
		self._last = 0.0
		page.on("request", self._asked)
		page.on("requestfinished", self._answered)
		page.on("requestfailed", self._answered)

	def _asked(self, request) -> None:
		if "/socket.io" not in request.url:
			self._pending.add(request)

	def _answered(self, request) -> None:
		self._pending.discard(request)
		self._last = time.monotonic()

	def settle(self, quiet: float = QUIET) -> None:
		"""Wait until nothing has been asked of the server for a moment."""
		end, self._last = time.monotonic() + PATIENCE, time.monotonic()
		while time.monotonic() < end:
			self.page.wait_for_timeout(40)
			if not self._pending and time.monotonic() - self._last > quiet:
				return
		self._pending.clear()

	@contextmanager
	def at(self, place: str):
		"""Name the screen; a step that cannot be done is kept and the walk goes on."""
		self.where = place
		try:
			yield
		except Error as error:
			self.stuck.append(f"{place}: {str(error).splitlines()[0]}")

	def read(self, part: str = "") -> None:
		"""Read what the screen shows now."""
		self.screens += 1
		place = f"{self.where} {part}".strip()
		for text in english(self.page.evaluate(TEXTS), self.known):
			self.found.setdefault(str(text), []).append(place)

	def route(self, *parts: str) -> None:
		self.page.evaluate(CLOSE)
		self.page.evaluate("async parts => { await frappe.set_route(parts); }", list(parts))
		self.settle()

	# screens

	def workspaces(self) -> None:
		pages = self.page.evaluate(
			"() => (frappe.boot.allowed_workspaces || []).filter((page) => !page.is_hidden).map((page) => page.name)"
		)
		for name in pages:
			with self.at(f"workspace {name}"):
				self.route("Workspaces", name)
				self.read()

	def readable(self, doctypes: Iterable[str]) -> list[str]:
		may = set(self.page.evaluate("() => frappe.boot.user.can_read"))
		return [doctype for doctype in doctypes if doctype in may]

	def doctype(self, doctype: str, menus: bool = False) -> None:
		"""The list, its first record and a new one; with `menus` also everything that opens from there."""
		kind = ""
		with self.at(f"list {doctype}"):
			# A page of settings has no list.
			single = self.page.evaluate(
				"doctype => new Promise((done) => frappe.model.with_doctype(doctype, () => done(!!frappe.get_meta(doctype).issingle)))",
				doctype,
			)
			self.route(*(("Form", doctype, doctype) if single else ("List", doctype, "List")))
			self.read()
			kind = self.page.evaluate("() => frappe.get_route()[0]")
			if menus and kind == "List":
				self.list_menus()
		name = self.page.evaluate(
			"doctype => frappe.get_route()[0] === 'Form' ? doctype : window.cur_list?.doctype === doctype ? cur_list.data?.[0]?.name : null",
			doctype,
		)
		if name is None and kind == "Tree":
			name = self.first_record(doctype)
		if name:
			with self.at(f"form {doctype}"):
				if kind != "Form":
					self.route("Form", doctype, name)
				self.form(menus)
		if kind != "Form" and self.page.evaluate("doctype => frappe.model.can_create(doctype)", doctype):
			with self.at(f"new {doctype}"):
				self.new(doctype)
		if menus and name and kind != "Form":
			self.views(doctype, name)

	def first_record(self, doctype: str) -> str | None:
		return self.page.evaluate(
			"async doctype => (await frappe.db.get_list(doctype, {fields: ['name'], limit: 1}))[0]?.name",
			doctype,
		)

	def form(self, menus: bool) -> None:
		self.page.wait_for_function("() => window.cur_frm && cur_frm.wrapper.offsetParent", timeout=5000)
		self.page.evaluate(LAYOUT)
		self.settle(0.05)
		self.read()
		tabs = self.page.locator(".form-tabs .nav-link:visible")
		for at in range(1, tabs.count()):
			tabs.nth(at).click()
			self.settle(0.05)
			self.page.evaluate(LAYOUT)
			self.read(f"tab {at}")
		if menus:
			self.rows()
			self.menus()

	def rows(self) -> None:
		"""Open the first row of each table."""
		fields = self.page.evaluate(
			"() => cur_frm.fields.filter((field) => field.grid && field.disp_status !== 'None' && (cur_frm.doc[field.df.fieldname] || []).length).map((field) => field.df.fieldname)"
		)
		for field in fields:
			with self.at(f"{self.where} row of {field}"):
				self.page.evaluate(
					"field => { cur_frm.fields_dict[field].grid.grid_rows[0].toggle_view(true); }", field
				)
				self.settle(0.05)
				self.read()
				self.page.evaluate("() => { frappe.ui.form.get_open_grid_form()?.hide_form(); }")
			self.where = self.where.split(" row of ")[0]

	def new(self, doctype: str) -> None:
		self.page.evaluate(CLOSE)
		self.page.evaluate("doctype => { frappe.new_doc(doctype); }", doctype)
		self.settle()
		self.page.evaluate(LAYOUT)
		self.read()
		if self.page.locator(".modal.show .btn-secondary:visible").count():
			self.page.locator(".modal.show .btn-secondary:visible").first.click()
			self.settle()
			self.page.evaluate(LAYOUT)
			self.read("whole form")
		for field in self.page.evaluate(
			"() => window.cur_frm?.is_new() ? cur_frm.fields.filter((field) => field.grid && field.disp_status === 'Write' && !field.grid.cannot_add_rows).map((field) => field.df.fieldname) : []"
		):
			self.page.evaluate(
				"field => { const grid = cur_frm.fields_dict[field].grid; grid.add_new_row(null, null, true); grid.grid_rows[0].toggle_view(true); }",
				field,
			)
			self.settle(0.05)
			self.read(f"row of {field}")
			self.page.evaluate("() => { frappe.ui.form.get_open_grid_form()?.hide_form(); }")
		self.page.evaluate("() => { if (window.cur_frm) cur_frm.doc.__unsaved = 0; }")

	# what opens

	def press(self, selector: str, part: str) -> bool:
		"""Click the first visible one and read what opens."""
		target = self.page.locator(selector).locator("visible=true").first
		if not target.count():
			return False
		target.click(timeout=3000)
		self.settle(0.1)
		self.read(part)
		return True

	def menus(self) -> None:
		groups = self.page.locator(MENUS).locator("visible=true")
		for at in range(groups.count()):
			button = groups.nth(at).locator("button, .btn").locator("visible=true").first
			if not button.count():
				continue
			try:
				button.click(timeout=2000)
			except Error:
				continue
			self.page.wait_for_timeout(80)
			self.read(f"menu {at}")
			self.page.keyboard.press("Escape")
			self.page.evaluate(CLOSE)

	def dialogs_of_menu(self, labels: Iterable[str]) -> None:
		"""Open the page menu's entries with these words, one after the other."""
		for label in labels:
			if not self.page.evaluate(
				"""label => {
					const link = [...document.querySelectorAll(".page-head .menu-btn-group .menu-item-label")].filter((a) => a.closest(".page-container").offsetParent && a.innerText.trim() === label || decodeURIComponent(a.dataset.label || "") === label)[0];
					if (link) link.closest("a").click();
					return !!link;
				}""",
				label,
			):
				continue
			self.settle(0.15)
			self.page.wait_for_timeout(250)
			self.read(f"dialog {label}")
			self.page.evaluate(CLOSE)
			self.page.wait_for_timeout(200)

	def list_menus(self) -> None:
		for selector, part in (
			(".filter-selector .filter-button", "filters"),
			(".sort-selector .btn-order + .sort-selector-button, .sort-selector .dropdown-toggle", "sort"),
		):
			self.press(f".page-container:visible {selector}", part)
			self.page.keyboard.press("Escape")
			self.page.mouse.click(600, 5)
		self.menus()
		self.sidebar()
		box = self.page.locator(".list-row-checkbox").locator("visible=true")
		if box.count():
			box.first.click()
			self.page.wait_for_timeout(100)
			self.menus()
			box.first.click()

	def sidebar(self) -> None:
		self.page.evaluate("() => { const side = document.querySelector('.layout-side-section'); }")
		buttons = self.page.locator(
			".list-sidebar .dropdown > a, .list-sidebar .group-by-field > a, .list-sidebar .btn"
		).locator("visible=true")
		for at in range(buttons.count()):
			buttons.nth(at).click(timeout=2000)
			self.settle(0.1)
			self.read(f"sidebar {at}")
			self.page.evaluate(CLOSE)

	def views(self, doctype: str, name: str) -> None:
		with self.at(f"report view {doctype}"):
			self.route("List", doctype, "Report")
			self.read()
			self.menus()
		with self.at(f"print {doctype}"):
			if self.page.evaluate("doctype => frappe.model.can_print(doctype)", doctype):
				self.route("print", doctype, name)
				self.page.wait_for_timeout(300)
				self.settle()
				self.read()
				self.frames()
				self.menus()
		if self.page.evaluate("doctype => !!frappe.views.calendar[doctype]", doctype):
			with self.at(f"calendar {doctype}"):
				self.route("List", doctype, "Calendar", "default")
				self.page.wait_for_timeout(300)
				self.read()

	def frames(self) -> None:
		for frame in self.page.frames[1:]:
			try:
				texts = frame.evaluate(TEXTS)
			except Error:
				continue
			for text in english(texts, self.known):
				self.found.setdefault(str(text), []).append(self.where + " frame")

	def reports(self, menus: bool = False, names: Callable[[str], bool] = lambda name: True) -> None:
		of_ours = set(own_doctypes())
		reports = self.page.evaluate(
			"() => Object.entries(frappe.boot.user.all_reports).map(([name, report]) => [name, report.ref_doctype, report.report_type])"
		)
		for name, doctype, kind in reports:
			if doctype not in of_ours or kind == "Report Builder" or not names(name):
				continue
			with self.at(f"report {name}"):
				self.route("query-report", name)
				self.page.wait_for_timeout(100)
				self.settle()
				self.read()
				if menus:
					self.menus()

	def dashboards(self) -> None:
		for name in self.page.evaluate(
			"async () => (frappe.model.can_read('Dashboard') ? (await frappe.db.get_list('Dashboard', {fields: ['name'], limit: 50})).map((row) => row.name) : [])"
		):
			with self.at(f"dashboard {name}"):
				self.route("dashboard-view", name)
				self.page.wait_for_timeout(300)
				self.settle()
				self.read()

	def chrome(self) -> None:
		"""The bar at the top: search, messages, help and the user's own menu; then the list of shortcuts."""
		with self.at("bar"):
			for selector, part in (
				(".dropdown-notifications .btn-reset, .dropdown-notifications button", "messages"),
				(".dropdown-help button", "help"),
				(".dropdown-navbar-user button", "own menu"),
			):
				self.press(f".navbar {selector}", part)
				self.page.keyboard.press("Escape")
				self.page.mouse.click(600, 400)
			box = self.page.locator("#navbar-search")
			if box.count():
				box.fill("走访")
				self.settle(0.6)
				self.read("search")
				box.fill("")
				self.page.keyboard.press("Escape")
			self.page.evaluate("() => { frappe.ui.keys.show_keyboard_shortcut_dialog?.(); }")
			self.page.wait_for_timeout(400)
			self.read("shortcuts")
			self.page.evaluate(CLOSE)
