"""Every notification that comes with the app, rendered in Chinese of a record full of personal data."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import frappe

from lijian_hulei.testing.base import HuleiTestCase

SEEDS = sorted(Path(__file__).parent.glob("data/*_notification.json"))
# What a receiver is told besides number, state and days: what is to be done, or the name of a place or paper.
TOLD = {"title", "problem", "answer", "recheck_note", "decision", "return_reason", "status"}
TITLES_OF_PEOPLE = {
	"Minor",
	"Household",
	"Worker",
	"Control Record",
	"Carer Check",
	"Relief Case",
	"Mandatory Report",
}
WORDS = {"Data": str, "Small Text": str, "Text": str, "Long Text": str, "Text Editor": str}
CHINESE = re.compile(r"[一-鿿]{4,}")
ENGLISH = re.compile(r"\b(?!TEST\b)[A-Za-z]{3,}\b")


def shipped() -> list[dict]:
	return [record for file in SEEDS for record in json.loads(file.read_text(encoding="utf-8"))["records"]]


class TestNotifications(HuleiTestCase):
	def test_each_is_told_in_chinese_without_personal_data(self):
		self.assertGreater(len(shipped()), 25)
		for record in shipped():
			with self.subTest(record["name"]):
				self.judge(record)

	def judge(self, record: dict) -> None:
		document = self.filled(record["document_type"])
		frappe.local.lang = "zh"
		try:
			told = " ".join(
				frappe.render_template(record[part], {"doc": document}) for part in ("subject", "message")
			)
		finally:
			frappe.local.lang = "en"
		self.assertRegex(told, CHINESE)
		self.assertEqual(ENGLISH.findall(told), [])
		self.assertNotIn("甲人秘密", told, "a field that may name a person is told")
		if record["document_type"] in TITLES_OF_PEOPLE:
			self.assertNotIn("标题", told, "the title of such a record names a person or a case")
		self.assertEqual(record["channel"], "System Notification", "nothing leaves the system")

	def filled(self, doctype: str):
		document = frappe.get_doc({"doctype": doctype, "name": "TEST-2026-0001"})
		for field in document.meta.fields:
			kind = field.fieldtype
			if kind in WORDS or kind == "Link":
				document.set(field.fieldname, "标题及要求" if field.fieldname in TOLD else "甲人秘密")
			elif kind == "Select":
				document.set(field.fieldname, field.options.strip().split("\n")[-1])
			elif kind in ("Date", "Datetime"):
				document.set(
					field.fieldname, date(2026, 11, 12) if kind == "Date" else datetime(2026, 11, 12, 9)
				)
		return document
