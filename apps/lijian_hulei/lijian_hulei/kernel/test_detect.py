import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.kernel.detect import IDENTITY_NUMBER, PHONE, Hit, find_numbers, landlines
from lijian_hulei.kernel.identity import make_identity_number

GAPS = st.sampled_from(("", " ", "-", " - "[:2], ".", "\u200b"))


class TestFindNumbers(unittest.TestCase):
	def test_numbers_in_every_disguise(self):
		for text, kind in (
			("身份证号330102201205150017。", IDENTITY_NUMBER),
			("33010220120515001x", IDENTITY_NUMBER),
			("330102 20120515 0017", IDENTITY_NUMBER),
			("３３０１０２２０１２０５１５００１７", IDENTITY_NUMBER),
			("330102120515001", IDENTITY_NUMBER),
			("联系13800138000", PHONE),
			("138-0013-8000", PHONE),
			("+86 138 0013 8000", PHONE),
			("一三八零零一三八零零零", PHONE),
			("1\u200b3800138000", PHONE),
		):
			with self.subTest(text):
				self.assertEqual(find_numbers([text]), [Hit(kind, 1)])

	def test_ordinary_figures_pass(self):
		for text in (
			"2026年11月24日检查12家次",
			"热线0745-4212345",
			"拨打110、12355、12345",
			"统一社会信用代码91350100M000100Y43",
			"官公〔2026〕13号，第1380013条",
			"共138001380005元" + "9",
			"",
		):
			with self.subTest(text):
				self.assertEqual(find_numbers([text]), [])

	def test_the_line_is_named(self):
		self.assertEqual(find_numbers(["第一段", "电话13800138000"]), [Hit(PHONE, 2)])

	def test_landlines_are_collected(self):
		self.assertEqual(landlines(["无", "座机 0745-4212345"]), {"07454212345": 2})

	@given(st.dates(date(1950, 1, 1), date(2026, 1, 1)), st.integers(0, 999), GAPS)
	def test_every_identity_number_is_found(self, born, sequence, gap):
		number = make_identity_number("431222", born, sequence)
		self.assertEqual(find_numbers([f"甲{gap.join(number)}乙"]), [Hit(IDENTITY_NUMBER, 1)])

	@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), GAPS)
	def test_every_mobile_is_found(self, number, gap):
		self.assertIn(Hit(PHONE, 1), find_numbers([f"电话：{gap.join(number)}，"]))
