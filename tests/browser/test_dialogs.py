"""What opens from the menus of lists and forms, the timeline, and what one meets when something is not there: all in Chinese."""

from tests.browser.walking import CLOSED, Walk

# What acts at once, leads elsewhere, or writes.
ACTS = {
	*("刷新", "提交", "作废", "删除", "打印", "复制", "复制到剪贴板", "显示/隐藏侧栏", "自定义"),
	*("用户权限", "角色权限管理", "电子邮件", "导入"),
}
OFFERED = """group => {
	const page = [...document.querySelectorAll(".page-container")].find((one) => one.offsetParent);
	const menu = page.querySelector(group + " .dropdown-menu");
	if (!menu) return [];
	$(menu).parent().trigger("show.bs.dropdown");
	return [...menu.querySelectorAll("li:not(.hidden):not(.hide) .menu-item-label")].map((one) => one.textContent.trim());
}"""
CHOOSE = """([group, label]) => {
	const page = [...document.querySelectorAll(".page-container")].find((one) => one.offsetParent);
	const found = [...page.querySelectorAll(group + " li:not(.hidden) .menu-item-label")].find((one) => one.textContent.trim() === label);
	found.closest("a").click();
}"""
SIDE = (".add-assignment-btn", ".add-attachment-btn", ".form-tags .tags-input, .form-tags .add-tag-btn")


class Opener:
	def __init__(self, person):
		self.page, self.walk = person.page, Walk(person.page)
		self.opened: list[str] = []
		person.open("/app")
		self.walk.settle()

	def menu(self, group: str) -> None:
		for label in self.page.evaluate(OFFERED, group):
			if label in ACTS or label.startswith(("新建", "发起")):
				continue
			self.page.evaluate(CHOOSE, [group, label])
			self.look(label)

	def look(self, label: str) -> None:
		self.walk.settle()
		self.walk.read(label)
		self.opened.append(label)
		self.page.wait_for_function(CLOSED)
		self.walk.settle()

	def go_over(self, doctype: str) -> None:
		self.walk.where = f"list {doctype}"
		self.walk.route("List", doctype, "List")
		self.menu(".menu-btn-group")
		self.page.locator(".list-row-checkbox").locator("visible=true").first.click()
		self.menu(".actions-btn-group")
		self.walk.where = f"form {doctype}"
		self.walk.route("Form", doctype, self.walk.first_record(doctype))
		self.menu(".menu-btn-group")
		for selector in SIDE:
			button = self.page.locator(selector).locator("visible=true").first
			if button.count():
				button.click()
				self.look(selector)


def test_what_menus_open_is_in_chinese_and_allowed(login):
	opener = Opener(login("village", by_form=False))
	opener.go_over("Minor")
	assert opener.walk.found == {}
	assert {"指派给", "添加标签", "编辑", "提醒我"} <= set(opener.opened)
	assert not {"链接", "应用指派规则"} & set(opener.opened), "the gate refuses them"


def test_the_settings_of_a_list_name_its_columns_in_chinese(login):
	opener = Opener(login("Administrator", by_form=False))
	opener.walk.route("List", "Minor", "List")
	opener.menu(".menu-btn-group")
	assert "列表设置" in opener.opened
	assert opener.walk.found == {}


def test_what_is_not_there_is_told_in_chinese(login):
	person = login("village", by_form=False)
	walk = Walk(person.page)
	person.expected = ["HTTP 404", "HTTP 403", "script error: Object"]
	told = {}
	for path in ("/app/minor/MIN-99999999", "/no-such", "/me", "/update-password"):
		person.open(path)
		walk.settle()
		walk.where = path
		walk.read()
		told[path] = person.page.inner_text("body")
	assert walk.found == {}
	assert "第三方" not in told["/me"]
	assert all(any("一" <= sign <= "鿿" for sign in text) for text in told.values())


def test_who_was_logged_out_is_led_back_after_logging_in(login):
	person = login("office", by_form=False)
	walk = Walk(person.page)
	person.open("/app/minor")
	person.page.wait_for_selector(".list-row-container")
	walk.settle()
	person.expected = ["HTTP 403", "script error: Object"]
	stale = [
		cookie | {"value": "0" * 56} for cookie in person.page.context.cookies() if cookie["name"] == "sid"
	]
	person.page.context.add_cookies(stale)
	person.page.evaluate("() => { frappe.set_route('List', 'Visit', 'List'); }")
	person.page.wait_for_url("**/login?redirect-to=**")
	walk.settle()
	walk.read()
	assert walk.found == {}


def test_report_views_show_titles_and_states_in_their_own_columns(login):
	walk = Opener(login("village", by_form=False)).walk
	for doctype in ("Responsibility", "Area", "Activity Kind"):
		walk.where = f"report view {doctype}"
		walk.route("List", doctype, "Report")
		walk.page.wait_for_selector(".page-container:visible .dt-scrollable .dt-row")
		walk.settle()
		walk.read()
	assert walk.found == {}


def test_a_filter_tells_its_chosen_states_in_chinese(login):
	walk = Opener(login("village", by_form=False)).walk
	walk.page.evaluate("() => { frappe.route_options = { status: ['in', ['Open', 'Overdue']] }; }")
	walk.route("List", "Obligation", "List")
	walk.press(".page-container:visible .filter-selector .filter-button", "filter")
	assert walk.found == {}
	assert walk.page.evaluate("() => cur_list.filter_area.get()")[0][3] == ["Open", "Overdue"]
