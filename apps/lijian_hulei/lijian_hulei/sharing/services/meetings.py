"""Decisions of a meeting become tasks, which stay until they are done (R48)."""

import frappe
from frappe.utils import cint

from lijian_hulei.organisation.services import township_of
from lijian_hulei.sharing.services.people import contact_of, user_of


def give_tasks(meeting) -> None:
	"""One task for each decision that has a date and an owner; what was given before is brought up to date."""
	# No permission filter: the meeting's own tasks.
	known = {
		row.row: row.name
		for row in frappe.get_all("Meeting Task", {"meeting": meeting.name}, ["name", "row"])
	}
	for decision in meeting.decisions:
		if not decision.due_on or not (decision.owner_agency or decision.owner_officer):
			continue
		name = known.pop(decision.name, None)
		task = frappe.get_doc("Meeting Task", name) if name else frappe.new_doc("Meeting Task")
		task.update(_values(meeting, decision))
		task.flags.from_meeting = True
		# Who decides in the meeting gives the tasks; owners of tasks need no right to create them.
		task.save(ignore_permissions=True)
	_cancel(list(known.values()))


def cancel_tasks(meeting) -> None:
	_cancel(frappe.get_all("Meeting Task", {"meeting": meeting.name}, pluck="name"))


def report_done(task) -> None:
	"""The minutes say what the task says."""
	if not frappe.db.exists("Meeting Decision", task.row):
		return
	done = task.done_on if task.status == "Done" else None
	frappe.db.set_value("Meeting Decision", task.row, "done_on", done, update_modified=False)


def _values(meeting, decision) -> dict:
	officer = decision.owner_officer
	agency = decision.owner_agency or (frappe.db.get_value("Officer", officer, "agency") if officer else None)
	return {
		"meeting": meeting.name,
		"row": decision.name,
		"decision": decision.decision,
		"agency": agency,
		"officer": officer,
		"due_on": decision.due_on,
		"done_on": decision.done_on,
		"status": "Done" if decision.done_on else "Open",
		"area": frappe.db.get_value("Agency", agency, "area") or meeting.area,
		"township": township_of(meeting.area) or meeting.area,
		"contact": user_of(officer) or contact_of(agency),
	}


def _cancel(names: list[str]) -> None:
	for name in names:
		task = frappe.get_doc("Meeting Task", name)
		if cint(task.status != "Cancelled"):
			task.status = "Cancelled"
			task.flags.from_meeting = True
			task.save(ignore_permissions=True)  # as above
