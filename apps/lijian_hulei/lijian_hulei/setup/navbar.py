"""What the desk's own menus and pages show to township officers: what belongs to their work."""

import frappe

DONE = "lijian_hulei_navbar"
# Points for a game, demo addresses and a maker's support do not belong to a township's desk.
HIDDEN_ITEMS = frozenset(("My Profile", "Session Defaults", "View Website", "Frappe Support"))
GUIDE = {"item_label": "User Guide", "item_type": "Route", "route": "/guide"}
# Frappe's pages are for who runs the site. A role that is added to one of them later stays.
STOCK_PAGE_ROLE = "System Manager"


def apply() -> None:
	"""May be repeated: the menus are tidied once, then they are the administrator's."""
	tidy_menus()
	keep_stock_pages_to_managers()


def tidy_menus() -> None:
	if frappe.db.get_global(DONE):
		return
	navbar = frappe.get_single("Navbar Settings")
	for item in [*navbar.settings_dropdown, *navbar.help_dropdown]:
		if item.item_label in HIDDEN_ITEMS:
			item.hidden = 1
	if not any(item.route == GUIDE["route"] for item in navbar.help_dropdown):
		navbar.append("help_dropdown", GUIDE)
	# ignore_permissions: runs while the app is installed or migrated.
	navbar.save(ignore_permissions=True)
	frappe.db.set_global(DONE, "1")


def keep_stock_pages_to_managers() -> None:
	"""A page without roles is shown to everybody; Frappe ships its own without, and brings them anew with updates."""
	# get_all: runs while the app is installed or migrated, for all public pages
	pages = frappe.get_all(
		"Workspace",
		filters={"public": 1, "module": ("not in", _own_modules())},
		pluck="name",
		order_by="name asc",
	)
	limited = set(  # get_all: set-up reads the shape of the desk, no record of anybody
		frappe.get_all("Has Role", {"parenttype": "Workspace"}, pluck="parent", order_by="parent asc")
	)
	for page in pages:
		if page not in limited:
			row = {"doctype": "Has Role", "parenttype": "Workspace", "parentfield": "roles", "parent": page}
			# A child row by itself: saving the page would be refused outside developer mode.
			frappe.get_doc(row | {"role": STOCK_PAGE_ROLE, "idx": 1}).db_insert()
			frappe.clear_document_cache("Workspace", page)


def _own_modules() -> list[str]:
	return frappe.get_all("Module Def", {"app_name": "lijian_hulei"}, pluck="name", order_by="name asc")
