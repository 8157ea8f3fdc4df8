"""Everybody graded again: at night, and when a policy or a risk factor changes.

Work grows with batches and with distinct verdicts, not with minors: each batch reads its minors and their factor
rows in two queries, evaluates each distinct set of factors once, and writes one UPDATE for each distinct verdict.
Cursor and counters are committed with the batch they describe, so a run that was cut off goes on where it stopped.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import cint, getdate, now_datetime
from frappe.utils.background_jobs import is_job_enqueued

from lijian_hulei.ledger.rules.grading import evaluate
from lijian_hulei.ledger.rules.vocabulary import Confirmation, MinorStatus, Trigger
from lijian_hulei.ledger.services import drift
from lijian_hulei.ledger.services.changes import change_row, record_changes
from lijian_hulei.ledger.services.focus import refresh_focus
from lijian_hulei.ledger.services.grading import VERDICT_FIELDS, Grader, Verdict
from lijian_hulei.ledger.services.policies import load_policy, policy_in_force
from lijian_hulei.ledger.services.standing import all_factors, standing_factors

BATCH = 10_000
UPDATE_CHUNK = 2_000
TIMEOUT = 4 * 60 * 60
OPEN_STATES = ("Queued", "Running")
JOB = "lijian_hulei.ledger.services.regrade.regrade_all"
STORED = ("name", "area", "household", *VERDICT_FIELDS, "graded_at")


@dataclass
class Tally:
	"""What one batch did. `drift` counts grades that were wrong although nothing had been saved or had fallen due."""

	processed: int = 0
	changed: int = 0
	drift: int = 0
	last: str = ""
	households: set[str] = field(default_factory=set)


def enqueue_regrade(trigger: str, policy: str | None = None, run: str | None = None) -> str | None:
	"""Queues a run in the long queue and returns its name; the open run of the same policy if there is one.

	None when no policy is in force. Nothing is queued twice.
	"""
	in_force = policy_in_force()
	policy = policy or (in_force.name if in_force else None)
	if not policy:
		return None
	if not run:
		run = frappe.db.get_value("Grading Run", {"policy": policy, "status": ("in", OPEN_STATES)}, "name")
		if run and is_job_enqueued(_job_id(policy)):
			return run
	run = run or _new_run(policy, trigger, "Queued")
	frappe.enqueue(
		JOB,
		queue="long",
		timeout=TIMEOUT,
		job_id=_job_id(policy),
		deduplicate=True,
		enqueue_after_commit=True,
		policy=policy,
		trigger=trigger,
		run=run,
	)
	return run


def regrade_all(
	policy: str | None = None,
	trigger: str = Trigger.POLICY.value,
	run: str | None = None,
	batch_size: int = BATCH,
) -> str | None:
	"""Grades all active minors by `policy` (the one in force by default); returns the Grading Run, None without policy.

	`run` continues a run of the same policy and day after its cursor. Repeating it changes nothing.
	"""
	in_force = policy_in_force()
	policy = policy or (in_force.name if in_force else None)
	if not policy:
		return None
	run = _start(run, policy, trigger)
	try:
		_grade_from_cursor(run, policy, trigger, batch_size)
	except Exception:
		frappe.db.rollback()
		_note(run, {"status": "Failed"})
		# commit: the failure must be visible although the job itself is rolled back
		frappe.db.commit()
		raise
	_note(run, {"status": "Done", "finished_at": now_datetime()})
	if trigger == Trigger.NIGHTLY and frappe.db.get_value("Grading Run", run, "drift"):
		drift.tell()
	# commit: the end of a run of many transactions
	frappe.db.commit()
	return run


def resume_stalled(older_than) -> list[str]:
	"""Open or failed runs of today's policy untouched since `older_than` are queued again; older ones are given up."""
	policy = policy_in_force()
	rows = frappe.get_all(  # no user is asking: the scheduler tends its own runs
		"Grading Run",
		filters={"status": ("in", (*OPEN_STATES, "Failed")), "modified": ("<", older_than)},
		fields=["name", "policy", "trigger", "status"],
		order_by="name desc",
	)
	done = _finished_today(policy.name) if policy else False
	resumed = []
	for row in rows:
		if (
			policy
			and row.policy == policy.name
			and not resumed
			and not done
			and not is_job_enqueued(_job_id(row.policy))
		):
			resumed.append(enqueue_regrade(row.trigger, row.policy, row.name))
		elif row.status in OPEN_STATES and not is_job_enqueued(_job_id(row.policy)):
			_note(row.name, {"status": "Failed"})
	return resumed


def policy_needs_run() -> bool:
	"""True when the policy in force has never graded everybody: it came into force today, or on days without us."""
	policy = policy_in_force()
	if not policy or not frappe.db.exists("Minor", {"status": MinorStatus.ACTIVE.value}):
		return False
	states = ("in", (*OPEN_STATES, "Done"))
	return not frappe.db.exists("Grading Run", {"policy": policy.name, "status": states})


def _grade_from_cursor(run: str, policy: str, trigger: str, batch_size: int) -> None:
	grader = Grader(load_policy(policy), getdate())
	state = frappe.db.get_value(
		"Grading Run", run, ["cursor", "processed", "changed", "drift", "total"], as_dict=True
	)
	cursor = state.cursor or ""
	while tally := _grade_batch(cursor, batch_size, grader, trigger):
		refresh_focus(tally.households)
		cursor = tally.last
		for counter in ("processed", "changed", "drift"):
			state[counter] = cint(state[counter]) + getattr(tally, counter)
		_note(run, {"cursor": cursor, **{key: state[key] for key in ("processed", "changed", "drift")}})
		# commit: each batch with its cursor, so that a cut-off run loses at most one batch and frees its row locks
		frappe.db.commit()
		percent = min(100, 100 * state.processed / max(cint(state.total), 1))
		frappe.publish_progress(percent, title=_("Grading Again"), doctype="Grading Run", docname=run)


def _grade_batch(after: str, size: int, grader: Grader, trigger: str) -> Tally | None:
	minors = _locked_minors(after, size)
	if not minors:
		return None
	standing = standing_factors([row.name for row in minors], grader.on)
	tally = Tally(processed=len(minors), last=minors[-1].name)
	updates: dict[tuple[Verdict, bool], list[str]] = defaultdict(list)
	changes, recoloured = [], []
	for row in minors:
		verdict = grader.verdict(standing.get(row.name, []))
		if all((row[key] or "") == (getattr(verdict, key) or "") for key in VERDICT_FIELDS):
			continue
		moved = (row.grade or "") != verdict.grade
		updates[verdict, moved].append(row.name)
		if moved or (row.literal_grade or "") != verdict.literal_grade:
			fresh = verdict.as_dict() | {"name": row.name, "area": row.area}
			changes.append(change_row(fresh, row.grade, row.literal_grade))
		if moved:
			recoloured.append((row, verdict))
	_write(updates)
	record_changes(changes, trigger)
	tally.changed = len(recoloured)
	tally.households = {row.household for row, _verdict in recoloured if row.household}
	if trigger == Trigger.NIGHTLY:
		written_past_us = _drifted(recoloured)
		drift.record_nightly(written_past_us)
		tally.drift = len(written_past_us)
	return tally


def _locked_minors(after: str, size: int) -> list:
	"""Locked first and read in a fresh snapshot, so that a save in between cannot be overwritten with old facts."""
	minor = frappe.qb.DocType("Minor")
	return (
		frappe.qb.from_(minor)
		.select(*STORED)
		.where((minor.status == MinorStatus.ACTIVE.value) & (minor.name > after))
		.orderby(minor.name)
		.limit(size)
		.for_update()
		.run(as_dict=True)
	)


def _write(updates: dict[tuple[Verdict, bool], list[str]]) -> None:
	"""`modified` stays: nothing that a person entered has changed, and open forms must remain saveable."""
	minor, moment = frappe.qb.DocType("Minor"), now_datetime()
	for (verdict, moved), names in updates.items():
		for start in range(0, len(names), UPDATE_CHUNK):
			query = frappe.qb.update(minor).set(minor.graded_at, moment)
			for key, value in verdict.as_dict().items():
				query = query.set(minor[key], value)
			if moved:
				query = query.set(minor.grade_confirmation, Confirmation.AWAITING.value)
			query.where(minor.name.isin(names[start : start + UPDATE_CHUNK])).run()


def _drifted(recoloured: list) -> list[dict]:
	"""The stored grades that were not even right on the day they are dated: something wrote past us."""
	if not recoloured:
		return []
	factors = all_factors(sorted(row.name for row, _verdict in recoloured))
	found = []
	for stored, verdict in recoloured:
		expected = ""
		if stored.grading_policy and stored.graded_at:
			policy = load_policy(stored.grading_policy)
			expected = evaluate(policy, factors.get(stored.name, []), getdate(stored.graded_at)).grade
		if expected != (stored.grade or ""):
			now = frappe._dict(verdict.as_dict(), name=stored.name, area=stored.area)
			found.append(drift.drift_row(now, stored))
	return found


def _start(run: str | None, policy: str, trigger: str) -> str:
	"""The run to go on with, set to Running. Another day or policy would mix two truths: it starts from the top."""
	known = (
		frappe.db.get_value("Grading Run", run, ["policy", "status", "started_at"], as_dict=True)
		if run
		else None
	)
	if not known:
		run = _new_run(policy, trigger, "Running")
	same = known and known.policy == policy and known.started_at and getdate(known.started_at) == getdate()
	values = {"status": "Running", "finished_at": None, "policy": policy}
	if not (same and known.status != "Done"):
		total = frappe.db.count("Minor", {"status": MinorStatus.ACTIVE.value})
		values |= {
			"cursor": "",
			"processed": 0,
			"changed": 0,
			"drift": 0,
			"total": total,
			"started_at": now_datetime(),
		}
	_note(run, values)
	# commit: the run must be visible while it works, and each batch begins with a fresh snapshot
	frappe.db.commit()
	return run


def _new_run(policy: str, trigger: str, status: str) -> str:
	run = frappe.get_doc({"doctype": "Grading Run", "policy": policy, "trigger": trigger, "status": status})
	# ignore_permissions: no role writes runs; a policy's author or the scheduler causes one
	return run.insert(ignore_permissions=True).name


def _note(run: str, values: dict) -> None:
	frappe.db.set_value("Grading Run", run, values)


def _finished_today(policy: str) -> bool:
	filters = {"policy": policy, "status": "Done", "finished_at": (">=", getdate())}
	return bool(frappe.db.exists("Grading Run", filters))


def _job_id(policy: str) -> str:
	return f"lijian_hulei_regrade_{policy}"
