"""The search of the desk: what may be found, by the words people have in mind, told in Chinese."""

from tests.browser.walking import CLOSED, Walk

RESULTS = """() => [...document.querySelectorAll(".modal.show .search-results .result")]
	.filter((one) => one.checkVisibility())
	.map((one) => [one.querySelector("a").getAttribute("href") || "", one.innerText.trim()])"""
OFFERED = """() => [...document.querySelectorAll(".search-bar .awesomplete li, .navbar .awesomplete li")]
	.filter((one) => one.checkVisibility())
	.map((one) => one.innerText.trim())"""
CHILDREN = """async () =>
	await frappe.db.get_list("Minor", { fields: ["name", "minor_name", "search_key", "area", "id_number"], limit: 0 })"""
PLACE = "async area => (await frappe.db.get_value('Area', area, 'area_name')).message.area_name"
REASON = "核对走失儿童的身份"


class Searcher:
	"""Somebody who searches by the box at the top of the desk."""

	def __init__(self, person):
		self.person, self.page, self.walk = person, person.page, Walk(person.page)
		person.open("/app")
		self.walk.settle()

	def children(self) -> list[dict]:
		return self.page.evaluate(CHILDREN)

	def identity(self, name: str) -> str:
		"""The whole number, which an office may reveal."""
		status, told = self.person.call(
			"lijian_hulei.api.reveal.reveal", doctype="Minor", name=name, fieldname="id_number", reason=REASON
		)
		assert status == 200
		return told["value"]

	def offered(self, words: str) -> list[str]:
		"""What the box offers while one types."""
		self.page.fill("#navbar-search", words)
		self.walk.settle()
		self.walk.where = f"search {words}"
		if not words.isascii():
			self.walk.read()
		return self.page.evaluate(OFFERED)

	def found(self, words: str) -> dict[str, str]:
		"""Record of a minor -> what the search over everything tells of it."""
		self.page.fill("#navbar-search", words)
		self.walk.settle()
		self.page.keyboard.press("Enter")
		self.page.wait_for_selector(".modal.show .search-results, .modal.show .results-summary")
		self.walk.settle()
		rows = self.page.evaluate(RESULTS)
		self.page.wait_for_function(CLOSED)
		return {
			href.rsplit("/", 1)[-1]: text for href, text in rows if "/Minor/" in href or "/minor/" in href
		}


def test_the_search_finds_what_is_ones_own(login):
	office = Searcher(login("office", by_form=False))
	everybody = {child["name"]: child for child in office.children()}
	for searcher in (office, *(Searcher(login(user, by_form=False)) for user in ("village", "school"))):
		finds_its_own(searcher, office, everybody)


def finds_its_own(searcher: Searcher, office: Searcher, everybody: dict[str, dict]) -> None:
	own = {child["name"]: child for child in searcher.children()}
	child = next(iter(own.values()))

	found = searcher.found(child["minor_name"])
	assert child["name"] in found and child["minor_name"] in found[child["name"]]
	initials = child["search_key"] or everybody[child["name"]]["search_key"]
	by_pinyin = searcher.found(initials.split()[0])
	assert child["name"] in by_pinyin and child["minor_name"] in by_pinyin[child["name"]]
	in_village = searcher.found(searcher.page.evaluate(PLACE, child["area"][:12]))
	assert in_village and all(everybody[name]["minor_name"] in text for name, text in in_village.items())
	by_number = searcher.found(office.identity(child["name"])[-4:])
	assert by_number
	if searcher is not office:  # in a whole town more children share four digits than are shown
		assert child["minor_name"] in by_number[child["name"]]
	for result in (found, by_pinyin, in_village, by_number):
		assert set(result) <= set(own)

	names = {one["minor_name"] for one in own.values()}
	for stranger in [one for one in everybody.values() if one["minor_name"] not in names][:1]:
		assert searcher.found(stranger["minor_name"]) == {}
		assert searcher.offered(stranger["minor_name"])  # it may be searched for
	assert any("走访" in line for line in searcher.offered("走访"))
	assert not searcher.walk.found and not searcher.walk.stuck
