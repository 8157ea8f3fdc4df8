"""Where the way back above a record leads: to a workspace that the user may open, or to none."""


def keep_own(bootinfo) -> None:
	"""Hook boot_session. Frappe names the first workspace of the record's module, whoever it is made for."""
	own = {page["name"] for page in bootinfo.allowed_workspaces or []}
	by_module = {
		module: [name for name in names if name in own]
		for module, names in (bootinfo.module_wise_workspaces or {}).items()
	}
	bootinfo.module_wise_workspaces = {module: names for module, names in by_module.items() if names}
