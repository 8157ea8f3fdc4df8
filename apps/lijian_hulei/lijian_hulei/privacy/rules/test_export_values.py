import unittest
from datetime import date, datetime, timedelta

from lijian_hulei.privacy.rules.export_values import LONGEST_CELL, cell, footer, is_reason, is_strong

YES_NO = ("是", "否")


class TestCells(unittest.TestCase):
	def test_numbers_stay_numbers_and_the_rest_is_text(self):
		for fieldtype, value, shown in (
			("Int", 3, 3),
			("Float", 0.5, 0.5),
			("Percent", 0, 0),
			("Check", 1, "是"),
			("Check", 0, "否"),
			("Check", "0", "否"),
			("Data", None, ""),
			("Data", "=1+1", "=1+1"),
			("Data", 12, "12"),
			("Date", date(2026, 3, 1), "2026-03-01"),
			("Datetime", datetime(2026, 3, 1, 9, 5, 7), "2026-03-01 09:05"),
			("Time", timedelta(hours=9, minutes=5), "09:05"),
			("Text Editor", "<p>一</p><p>二 &lt;三&gt;</p>", "一\n二 <三>"),
			("Small Text", "a < b > c", "a < b > c"),
		):
			with self.subTest(fieldtype=fieldtype, value=value):
				self.assertEqual(cell(fieldtype, value, YES_NO), shown)

	def test_a_cell_holds_what_excel_takes(self):
		self.assertEqual(len(cell("Long Text", "长" * 40_000, YES_NO)), LONGEST_CELL)

	def test_a_footer_cannot_command_excel_and_fits(self):
		self.assertEqual(footer("a&Db"), "&Ca&&Db  &P/&N")
		self.assertLess(len(footer("长" * 400)), 255)


class TestWords(unittest.TestCase):
	def test_passwords(self):
		for password in ("abcdefg1", "护蕾护蕾护蕾-1", "12345678!", "a1" * 32):
			self.assertTrue(is_strong(password), password)
		for password in ("", "abc1", "12345678", "abcdefgh", "!!!!!!!!", "a1" * 33):
			self.assertFalse(is_strong(password), password)

	def test_reasons(self):
		self.assertTrue(is_reason("县民政局七月通报核对"))
		for reason in ("", None, "核对名单", "一 二 三 四 五 六 七 八", "啊" * 20, "abababababab"):
			self.assertFalse(is_reason(reason), reason)
