"""The sharing module of the demonstration town: months of reports, feedback, guidance and meetings, with gaps.

Past states are written as they ended: nobody stands at the workflow's buttons here.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from random import Random

import frappe

from lijian_hulei.setup.demo.places import SCHOOL_KEYS, TOWNSHIP
from lijian_hulei.setup.demo.records import Scene
from lijian_hulei.setup.demo.sharing_texts import BULLETINS, FEEDBACKS, ISSUES, RESOURCES
from lijian_hulei.sharing.rules.feedback_code import make_code
from lijian_hulei.sharing.rules.three_tracks import TRACKS
from lijian_hulei.sharing.services.bulletins import deliver
from lijian_hulei.sharing.services.feedback import hashed


def fill(scene: Scene) -> None:
	rng = scene.random("sharing")
	_rules(scene)
	_leading_group(scene)
	schools = [scene.office(key) for key in SCHOOL_KEYS]
	month, at = scene.first_month, 0
	while month.start <= scene.today:
		_bulletin(scene, month.start + timedelta(days=8), at, rng)
		_reports(scene, month.start, schools, rng)
		_guidance(scene, month.start + timedelta(days=5), at, schools, rng)
		_patrols(scene, month.start, at, rng)
		_feedback(scene, month.start, at, schools, rng)
		month, at = month.next(), at + 1
	_resources(scene)
	_actions(scene)
	_cases(scene, rng)
	_incidents(scene, rng)


def _rules(scene: Scene) -> None:
	rule = _insert(
		"Sharing Rule",
		title="官庄镇未成年人安全信息共享规范（样例）",
		area=TOWNSHIP,
		effective_from=scene.first_month.start,
		document_number="官综治〔样〕1号",
		collection="各成员单位、村（社区）、学校采集本单位掌握的未成年人安全信息，不采集与保护无关的个人信息。",
		review="采编人与审核人分离，三日内审核，核对是否含有可识别未成年人身份的内容。",
		publication="由综治办发布，按对象分级；发现错误立即撤回并通知签阅单位。",
		use="仅用于未成年人保护工作；查阅留痕，超出用途须另行申请。",
		confidentiality="不得向平台外提供未成年人姓名、身份证号、电话、住址和影像。",
		security="账号专人专用，离岗即停；每年审查一次。",
	)
	_submit(rule)
	_insert(
		"Sharing Rule Review",
		sharing_rule=rule.name,
		area=TOWNSHIP,
		reviewed_on=scene.first_month.end,
		officer=scene.officers["governance"],
		outcome="Still Fits",
		note="核查共享日志、撤回信息，未发现超范围使用。",
	)


def _leading_group(scene: Scene) -> None:
	officers, every = (
		scene.officers,
		dict.fromkeys(("canvass", "control", "education", "visits", "crackdown"), 1),
	)
	members = [
		{"officer": officers["leading.1"], "post": "Group Leader", **every},
		{"officer": officers["leading.2"], "post": "Leader in Charge", **every},
		{"officer": officers["governance"], "post": "Office Director", "canvass": 1, "visits": 1},
		{"officer": officers["police.chief"], "post": "Member", "control": 1, "crackdown": 1},
		{"officer": officers["office"], "post": "Member", "canvass": 1, "visits": 1},
		{"officer": officers["justice"], "post": "Member", "education": 1},
		{"officer": officers["women"], "post": "Member", "education": 1, "visits": 1},
	]
	group = _insert(
		"Leading Group",
		title="官庄镇“利剑护蕾·雷霆行动”工作领导小组",
		area=TOWNSHIP,
		document_number="官发〔样〕2号",
		effective_from=scene.first_month.start,
		office_agency=scene.office("governance"),
		members=members,
	)
	_submit(group)


def _bulletin(scene: Scene, day: date, at: int, rng: Random) -> None:
	if day > scene.today:
		return
	title, kind, text, for_parents = BULLETINS[at % len(BULLETINS)]
	newest = day + timedelta(days=31) > scene.today
	bulletin = _insert(
		"Bulletin",
		title=f"{title}（{day.year}年{day.month}月）",
		kind=kind,
		area=TOWNSHIP,
		agency=scene.office("governance"),
		author=scene.officers["governance"],
		content=f"<p>{text}</p>",
		classification="For Everybody" if for_parents else "For Agencies Only",
		for_parents=for_parents,
		for_public=for_parents,
	)
	published = datetime.combine(day, time(10, 20))
	bulletin.db_set(
		{
			"status": "Published",
			"reviewer": scene.officers["office"],
			"reviewed_at": published - timedelta(hours=2),
			"publisher": scene.officers["governance"],
			"published_at": published,
			"receipts": deliver(bulletin),
		},
		update_modified=False,
	)
	_sign(scene, bulletin.name, published, 0.4 if newest else 0.9, rng)


def _sign(scene: Scene, bulletin: str, published: datetime, share: float, rng: Random) -> None:
	"""Most agencies open it within days, some never do."""
	names = frappe.get_all("Bulletin Receipt", {"bulletin": bulletin}, pluck="name", order_by="name asc")
	signed = 0
	for name in names:
		values = {"delivered_at": published}
		moment = published + timedelta(days=rng.randrange(0, 9), hours=rng.randrange(0, 6))
		if rng.random() < share and moment.date() <= scene.today:
			values |= {"first_read_at": moment, "state": "Signed", "readings": 1}
			signed += 1
		frappe.db.set_value("Bulletin Receipt", name, values, update_modified=False)
	frappe.db.set_value("Bulletin", bulletin, "receipts_read", signed, update_modified=False)


def _reports(scene: Scene, start: date, schools: list[str], rng: Random) -> None:
	"""One school in eight forgets its month; every fifth asks for support."""
	for school in schools:
		day = start + timedelta(days=rng.randrange(18, 27))
		if day > scene.today or rng.random() < 0.12:
			continue
		asks = rng.random() < 0.2
		report = _insert(
			"School Report",
			agency=school,
			kind="Monthly",
			month=start,
			situation="Some Concerns" if asks else "Good",
			incidents=int(rng.random() < 0.1),
			hazards_found=rng.randrange(0, 4),
			activities_held=rng.randrange(1, 4),
			safety_situation="门卫、巡逻、视频监控运行正常，放学时段有教师值守。",
			needs_support=int(asks),
			support_request="校门口放学时段车辆拥堵，请求协助疏导。" if asks else None,
		)
		values = {"status": "Settled", "reported_on": day}
		if asks:
			due, replied = day + timedelta(days=5), day + timedelta(days=rng.choice((2, 3, 4, 7)))
			values["reply_due_on"] = due
			if replied <= scene.today:
				values |= {
					"reply": "已安排民警和志愿者在放学时段值守。",
					"replied_on": replied,
					"replied_by": scene.officers["governance"],
					"reply_is_late": int(replied > due),
				}
			else:
				values["status"] = "Sent Up"
		frappe.db.set_value("School Report", report.name, values, update_modified=False)


def _guidance(scene: Scene, day: date, at: int, schools: list[str], rng: Random) -> None:
	if day > scene.today:
		return
	issue, advice = ISSUES[at % len(ISSUES)]
	units = [("Work Guidance", scene.office("women"))]
	units.append(("Campus Protection", schools[at % len(schools)]))
	for kind, agency in units:
		note = _insert(
			"Guidance Note",
			kind=kind,
			agency=agency,
			reply_due_on=day + timedelta(days=10),
			issue=issue,
			advice=advice,
			personnel="Good",
			physical=rng.choice(("Good", "To Be Improved")),
			technical=rng.choice(("Good", "To Be Improved", "Lacking")),
		)
		replied = day + timedelta(days=rng.choice((4, 8, 12)))
		values = {"status": "Issued", "issued_on": day, "issued_by": scene.officers["governance"]}
		if replied + timedelta(days=6) <= scene.today:
			values |= {"status": "Settled", "reply": "已按意见整改到位。", "replied_on": replied}
			values |= {"rechecked_on": replied + timedelta(days=5), "recheck_result": "Carried Out"}
		frappe.db.set_value("Guidance Note", note.name, values, update_modified=False)


def _patrols(scene: Scene, start: date, at: int, rng: Random) -> None:
	"""Every week, but for one month in four that has a week left out."""
	for week in range(3 if at % 4 == 2 else 4):
		day = start + timedelta(days=2 + 7 * week)
		if day > scene.today:
			return
		patrol = _insert(
			"Opinion Patrol",
			agency=scene.office("publicity"),
			patrol_date=day,
			officer=scene.officers["publicity"],
			platforms="短视频平台、本地微信群、论坛",
			keywords="官庄、学生、学校",
			items_seen=rng.randrange(40, 160),
		)
		_submit(patrol)


def _feedback(scene: Scene, start: date, at: int, schools: list[str], rng: Random) -> None:
	for number in range(3):
		topic, content, answer = FEEDBACKS[(at * 3 + number) % len(FEEDBACKS)]
		received = datetime.combine(start + timedelta(days=3 + 8 * number), time(19, 30))
		if received.date() > scene.today:
			return
		feedback = _insert(
			"Parent Feedback",
			topic=topic,
			content=content,
			source="Web Page",
			school=schools[(at + number) % len(schools)],
			area=TOWNSHIP,
			code_hash=hashed(make_code(secrets.choice)),
		)
		due = received.date() + timedelta(days=1 if feedback.is_urgent else 5)
		answered = received + timedelta(days=rng.choice((1, 1, 2, 3, 4, 8)))
		values = {"received_at": received, "due_on": due}
		if answered.date() <= scene.today:
			values |= {"status": "Answer Given", "answer": answer, "answered_at": answered}
			values["is_late"] = int(answered.date() > due)
		frappe.db.set_value("Parent Feedback", feedback.name, values, update_modified=False)
	if at == 0:
		for school in schools:
			_insert("Feedback Point", agency=school, place_name="校门口公告栏", enabled=1)


def _resources(scene: Scene) -> None:
	for title, subject, summary, text in RESOURCES:
		resource = _insert(
			"Resource",
			title=title,
			audience="Parents",
			subject_matter=subject,
			summary=summary,
			content=f"<p>{text}</p>",
			source="官庄镇妇联、关工委",
			author=scene.officers["women"],
		)
		resource.db_set({"status": "Published", "published_on": scene.today}, update_modified=False)


def _actions(scene: Scene) -> None:
	"""One summed up, one that ended yesterday and is still to be."""
	for title, ends, done in (
		("秋季开学校园周边联合检查", scene.today - timedelta(days=40), True),
		("宾馆网吧夜间联合检查", scene.today - timedelta(days=1), False),
	):
		action = _insert(
			"Joint Action",
			title=title,
			area=TOWNSHIP,
			lead_agency=scene.office("police"),
			leader=scene.officers["police.chief"],
			starts_on=ends - timedelta(days=2),
			ends_on=ends,
			plan="分两组检查宾馆、网吧、歌厅和校园周边商铺。",
			places="集镇区",
			members=[
				{
					"agency": scene.office("governance"),
					"officer": scene.officers["governance"],
					"task": "统筹协调",
				},
				{"agency": scene.office("justice"), "officer": scene.officers["justice"], "task": "现场普法"},
			],
		)
		if done:
			figures = {
				"people_taking_part": 14,
				"places_checked": 11,
				"problems_found": 3,
				"problems_solved": 2,
			}
			action.update({**figures, "summary": "检查场所11家，发现问题3处，当场整改2处，限期整改1处。"})
			_submit(action)
			action.db_set("summarised_on", ends + timedelta(days=3), update_modified=False)


def _cases(scene: Scene, rng: Random) -> None:
	for number, (title, kind, status) in enumerate(
		(
			("一起教师及时报告避免侵害的案例", "Typical Case", "Accepted"),
			("“网格+家访”走访帮扶做法", "Good Practice", "Accepted"),
			("宾馆前台主动询问未成年人入住情况", "Work Information", "Sent Up"),
		)
	):
		day = scene.today - timedelta(days=50 - 22 * number)
		case = _insert(
			"Typical Case",
			title=title,
			kind=kind,
			agency=scene.office(rng.choice(("school_center", "school_middle"))),
			happened_in=f"{day.year}年{day.month}月",
			content="<p>有关人员发现情况后立即报告，公安机关及时处置，未成年人得到保护。</p>",
			lesson="强制报告培训到位，关键岗位人员知责尽责。",
		)
		values = {"status": status, "reported_on": day}
		if status == "Accepted":
			values |= {"accepted_on": day + timedelta(days=2), "superior": "县未保办"}
			values["forwarded_on"] = day + timedelta(days=4)
		frappe.db.set_value("Typical Case", case.name, values, update_modified=False)


def _incidents(scene: Scene, rng: Random) -> None:
	"""An old one that was answered in time, and one of yesterday with a track still to begin."""
	for days, settled in ((63, True), (1, False)):
		found = datetime.combine(scene.today - timedelta(days=days), time(9, 0))
		incident = _insert(
			"Opinion Incident",
			title="网传学生事件为不实信息" if settled else "短视频平台出现涉校园不实信息",
			level="General",
			found_at=found,
			area=TOWNSHIP,
			platform="Short Video",
			content="个别账号发布拼接视频，与事实不符。",
			is_stigmatising=1,
			tracks=_tracks(scene, found, settled),
			response_draft="经核实，网传内容不实，请勿转发。",
		)
		values = {"status": "Being Handled", "drafted_by": scene.officers["publicity"]}
		if settled:
			values |= {
				"status": "Settled",
				"approved_by": scene.officers["leading.2"],
				"approved_at": found + timedelta(hours=5),
				"response_published_at": found + timedelta(hours=6),
				"response_channel": "镇政府公众号",
				"closed_at": found + timedelta(hours=26),
				"closing_note": "不实信息已删除，当事账号致歉。",
			}
		frappe.db.set_value("Opinion Incident", incident.name, values, update_modified=False)


def _tracks(scene: Scene, found: datetime, settled: bool) -> list[dict]:
	"""An hour apart; of one that is not settled the last has not begun."""
	rows = []
	for at, (track, office) in enumerate(zip(TRACKS, ("police", "publicity", "governance"), strict=True)):
		begun = found + timedelta(hours=at + 1) if settled or at < 2 else None
		rows.append(
			{
				"track": track,
				"agency": scene.office(office),
				"measures": "已启动" if begun else None,
				"started_at": begun,
				"finished_at": begun + timedelta(hours=20) if settled else None,
			}
		)
	return rows


def _insert(doctype: str, **values: object):
	# ignore_permissions: runs from the command line, nobody is logged in.
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def _submit(document) -> None:
	document.flags.ignore_permissions = True  # as above
	document.submit()
