"""A desk form as somebody fills it in: fields by their labels' places, buttons by their words, messages as they are read."""

from pathlib import Path

from playwright.sync_api import Locator

NUMBERS = ("Int", "Float", "Currency", "Percent")
READY = "name => window.cur_frm && cur_frm.doc && cur_frm.doc.name === name && !cur_frm.doc.__unsaved"


class Form:
	"""The form of one DocType on a person's page."""

	def __init__(self, person, doctype: str):
		self.person, self.page, self.doctype = person, person.page, doctype
		self.box = self.page.locator(f"[id='page-{doctype}']")

	def open(self, name: str) -> "Form":
		self.person.open(f"/app/{self.doctype.lower().replace(' ', '-')}/{name}")
		self.page.wait_for_function(READY, arg=name, timeout=60_000)
		self.settle()
		return self

	def new(self) -> "Form":
		self.person.open(f"/app/{self.doctype.lower().replace(' ', '-')}/new")
		self.wait_for_new()
		return self

	def wait_for_new(self) -> "Form":
		self.page.wait_for_function(
			"doctype => window.cur_frm && cur_frm.doctype === doctype && cur_frm.is_new()",
			arg=self.doctype,
			timeout=60_000,
		)
		self.settle()
		return self

	def settle(self) -> None:
		"""Until nothing is under way any more: no request, no layer over the page."""
		self.page.wait_for_load_state("networkidle")
		self.page.wait_for_function("!document.querySelector('#freeze')")

	# fields

	def control(self, fieldname: str, within: Locator | None = None) -> Locator:
		return (within or self.box).locator(f".frappe-control[data-fieldname='{fieldname}']:visible").first

	def fill(self, fieldname: str, value: str, within: Locator | None = None) -> None:
		control = self.control(fieldname, within)
		field = control.locator("input:visible, textarea:visible, select:visible").first
		if control.get_attribute("data-fieldtype") == "Select":
			field.select_option(value)
			return
		field.fill(value)
		if control.get_attribute("data-fieldtype") in NUMBERS:
			# A number is selected a moment after its field was entered, wherever the cursor is by then.
			self.page.wait_for_function(
				"document.activeElement.selectionEnd > document.activeElement.selectionStart"
			)
		field.blur()

	def choose(self, fieldname: str, words: str, within: Locator | None = None) -> None:
		"""Type into a link field and take the first suggestion that shows the words."""
		control = self.control(fieldname, within)
		field = control.locator("input:visible").first
		field.click()
		control.locator(
			"ul[role='listbox'] li"
		).first.wait_for()  # the first choices, before anything is typed
		field.press_sequentially(words)
		control.locator("ul[role='listbox'] li", has_text=words).first.click()

	def tick(self, fieldname: str, within: Locator | None = None) -> None:
		self.control(fieldname, within).locator("input.input-with-feedback").check()

	def row(self, table: str, position: int = 0) -> Locator:
		"""Open a row of a table for editing; makes the table's next row if it is not there yet."""
		grid = self.control(table)
		rows = grid.locator(".grid-body .grid-row[data-idx]")
		while rows.count() <= position:
			grid.locator(".grid-add-row").click()
		rows.nth(position).locator(".btn-open-row, .edit-grid-row").first.click()
		opened = self.page.locator(".grid-row-open .form-in-grid")
		opened.wait_for()
		return opened

	def close_row(self) -> None:
		self.page.locator(
			".grid-row-open .grid-collapse-row, .grid-row-open .grid-footer-toolbar"
		).first.click()
		self.page.locator(".grid-row-open").wait_for(state="detached")

	def attach(self, fieldname: str, file: Path, within: Locator | None = None) -> None:
		self.control(fieldname, within).locator("button:visible, .btn-attach:visible").first.click()
		with self.page.expect_file_chooser() as chooser:
			self.page.click(".modal.show .btn-file-upload >> nth=0")
		chooser.value.set_files(file)
		self.page.click(".modal.show .btn-modal-primary:visible")
		self.page.wait_for_selector(".file-uploader", state="hidden")

	# buttons and messages

	def save(self) -> str:
		"""Press Save and wait until the record stands; returns its name."""
		self.box.locator(".page-actions .primary-action:visible").click()
		self.page.wait_for_function("!cur_frm.is_new() && !cur_frm.is_dirty()")
		self.settle()
		return self.page.evaluate("cur_frm.doc.name")

	def submit(self) -> None:
		"""Press Submit and say yes."""
		self.settle()
		self.box.locator(".page-actions .primary-action:visible", has_text="提交").click()
		self.page.click(".modal.show .btn-primary:visible")

	def answer(self, fieldname: str, words: str) -> None:
		"""Fill in what a step asks for, and take it."""
		dialog = self.page.locator(".modal.show")
		dialog.locator(
			f"[data-fieldname='{fieldname}'] input, [data-fieldname='{fieldname}'] textarea"
		).first.fill(words)
		dialog.locator(".btn-modal-primary").click()

	def remarks(self) -> str:
		"""What stands above the form."""
		self.settle()
		return self.box.locator(".form-message-container, .form-message").first.inner_text()

	def press(self, words: str) -> None:
		self.box.locator(f"button:visible:has-text('{words}')").first.click()

	def step(self, words: str) -> None:
		"""Choose a step of the record's workflow."""
		self.box.locator(".actions-btn-group > button").click()
		self.box.locator(".actions-btn-group .dropdown-item").filter(
			has=self.page.get_by_text(words, exact=True)
		).click()

	def steps(self) -> list[str]:
		"""The steps that are offered."""
		self.settle()
		return [
			text.strip() for text in self.box.locator(".actions-btn-group .dropdown-item").all_inner_texts()
		]

	def reach(self, state: str, fieldname: str = "status") -> None:
		self.page.wait_for_function(
			"([field, state]) => cur_frm.doc[field] === state && !cur_frm.is_dirty()", arg=[fieldname, state]
		)
		self.settle()

	def message(self) -> str:
		"""What the message on top says; closes it."""
		box = self.page.locator(".msgprint-dialog.show, .modal.show:has(.msgprint)").first
		box.wait_for()
		words = box.inner_text()
		box.locator(".btn-modal-close:visible, .modal-header .btn-close:visible").first.click()
		box.wait_for(state="hidden")
		return words

	def value(self, fieldname: str):
		return self.page.evaluate("fieldname => cur_frm.doc[fieldname]", fieldname)
