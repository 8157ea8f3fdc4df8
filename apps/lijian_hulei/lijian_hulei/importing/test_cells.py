"""Cells as people type them: one table per reader."""

import unittest
from datetime import date, datetime

from lijian_hulei.importing import cells
from lijian_hulei.importing.problem import CellRefused

DATES = [
	(date(2015, 3, 4), date(2015, 3, 4)),
	(datetime(2015, 3, 4, 8, 30), date(2015, 3, 4)),
	("2015-03-04", date(2015, 3, 4)),
	("2015/3/4", date(2015, 3, 4)),
	("2015.3.4", date(2015, 3, 4)),
	("2015年3月4日", date(2015, 3, 4)),
	("2015年3月4", date(2015, 3, 4)),
	("2015/3/4", date(2015, 3, 4)),
	("\uff12\uff10\uff11\uff15\uff0f3\uff0f4", date(2015, 3, 4)),
	(" 2015-03-04 00:00:00 ", date(2015, 3, 4)),
	("20150304", date(2015, 3, 4)),
	(20150304, date(2015, 3, 4)),
	(20150304.0, date(2015, 3, 4)),
	(42067, date(2015, 3, 4)),
	(42067.0, date(2015, 3, 4)),
	("42067", date(2015, 3, 4)),
	("2016-02-29", date(2016, 2, 29)),
	("", None),
	(None, None),
]
NO_DATES = [
	("2015-02-29", "date_impossible"),
	("2015年13月1日", "date_impossible"),
	("2015年3月", "date_unclear"),
	("三月四日", "date_unclear"),
	("4/3/2015", "date_unclear"),
	(12, "date_unclear"),
	(99999, "date_unclear"),
	(42067.5, "date_unclear"),
	("=TODAY()", "formula_text"),
	("#REF!", "excel_error"),
]
NUMBERS = [
	("431299201503040012", "431299201503040012"),
	(" 43129920150304001x ", "43129920150304001X"),
	("431299201503040012", "431299201503040012"),
	("\uff14\uff13\uff11299201503040012\u3000", "431299201503040012"),
	("43129920150304001\uff58", "43129920150304001X"),
	("'431299201503040012", "431299201503040012"),
	("431299 20150304 0012", "431299201503040012"),
	(123.0, "123"),
	("", ""),
]
ROUNDED_NUMBERS = [431299201503040000.0, 431299201503040012, 4.31299201503040e17, "4.31299E+17", "4.3E17"]


class TestCells(unittest.TestCase):
	def test_dates_are_read_however_they_are_typed(self):
		for typed, wanted in DATES:
			with self.subTest(typed=typed):
				self.assertEqual(cells.date_value(typed), wanted)

	def test_a_date_that_is_none_is_refused_with_its_reason(self):
		for typed, code in NO_DATES:
			with self.subTest(typed=typed), self.assertRaises(CellRefused) as caught:
				cells.date_value(typed)
			self.assertEqual(caught.exception.code, code)

	def test_identity_numbers_keep_every_digit(self):
		for typed, wanted in NUMBERS:
			with self.subTest(typed=typed):
				self.assertEqual(cells.identity_text(typed), wanted)

	def test_a_number_excel_has_rounded_is_told_so(self):
		for typed in ROUNDED_NUMBERS:
			with self.subTest(typed=typed), self.assertRaises(CellRefused) as caught:
				cells.identity_text(typed)
			self.assertEqual(caught.exception.code, "precision_lost")

	def test_yes_and_no(self):
		for typed, wanted in [
			("是", True),
			(" 否 ", False),
			("√", True),
			("", None),
			(True, True),
			(0, False),
		]:
			with self.subTest(typed=typed):
				self.assertEqual(cells.yes_no(typed), wanted)
		with self.assertRaises(CellRefused):
			cells.yes_no("也许")

	def test_lists(self):
		self.assertEqual(cells.listed("厌学、沉迷网络,吸烟,厌学"), ["厌学", "沉迷网络", "吸烟"])
		self.assertEqual(cells.listed("无"), [])
		self.assertIsNone(cells.listed(" "))

	def test_text_never_carries_a_formula(self):
		for typed in ("=1+1", '=HYPERLINK("x")', "@SUM(A1)", "+cmd|calc"):
			with self.subTest(typed=typed), self.assertRaises(CellRefused) as caught:
				cells.plain_text(typed)
			self.assertEqual(caught.exception.code, "formula_text")
		self.assertEqual(cells.plain_text("+8619900001234"), "+8619900001234")
		self.assertEqual(cells.plain_text(3.0), "3")

	def test_names_lose_the_blanks_that_align_them(self):
		self.assertEqual(cells.squeeze("张 三"), "张三")
		self.assertEqual(cells.squeeze("李\u3000四"), "李四")
		self.assertEqual(cells.squeeze("Anna  Li"), "Anna Li")
