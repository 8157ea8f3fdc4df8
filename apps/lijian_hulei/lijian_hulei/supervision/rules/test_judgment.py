import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.supervision.rules import control, judgment

BORN = date(1990, 6, 15)
ADULT = date(2008, 6, 16)
JUDGED = date(2012, 1, 1)


class TestWhichRecords(unittest.TestCase):
	def refused(self, kind=judgment.FINAL_JUDGMENT, born=BORN, offence=ADULT, judged=JUDGED):
		return judgment.why_refused(kind, born, offence, judged)

	def test_both_sides_of_eighteen(self):
		self.assertIsNone(self.refused())
		self.assertEqual(self.refused(offence=ADULT - timedelta(days=1)), "juvenile")

	def test_other_records(self):
		self.assertEqual(self.refused(judgment.ADMINISTRATIVE), "administrative")
		self.assertEqual(self.refused(judgment.NOT_PROSECUTED), "not_prosecuted")
		self.assertEqual(self.refused("something else"), "not_prosecuted")
		self.assertEqual(self.refused(judged=ADULT - timedelta(days=9)), "order")

	@given(st.dates(date(1950, 1, 1), date(2010, 1, 1)), st.integers(0, 18 * 365), st.integers(0, 20000))
	def test_no_offence_of_a_minor_ever_gets_in(self, born, age_in_days, until_judgment):
		offence = born + timedelta(days=age_in_days)
		for kind in (judgment.FINAL_JUDGMENT, judgment.ADMINISTRATIVE, judgment.NOT_PROSECUTED):
			self.assertIsNotNone(
				judgment.why_refused(kind, born, offence, offence + timedelta(days=until_judgment))
			)

	def test_numbers(self):
		for text in (
			"(2019)湘1222刑初12号",
			"（2019）湘1222刑初12号",
			"〔2003〕怀中刑终字第 88号",
			"（2021）湘刑再3号之一",
		):
			with self.subTest(text):
				self.assertTrue(judgment.is_criminal_number(text))
		for text in (
			"沅公(官)行罚决字〔2020〕第0123号",
			"（2019）湘1222民初12号",
			"12号",
			"",
			"有前科，2019年判刑",
		):
			with self.subTest(text):
				self.assertFalse(judgment.is_criminal_number(text))


class TestControl(unittest.TestCase):
	def test_ends(self):
		end = date(2026, 11, 24)
		self.assertEqual(control.status_of(end, None, end), control.UNDER_CONTROL)
		self.assertEqual(control.status_of(end, None, end + timedelta(days=1)), control.ENDED)
		self.assertEqual(control.status_of(None, "Moved Away", end), control.ENDED)
		self.assertEqual(control.status_of(None, None, date(2099, 1, 1)), control.UNDER_CONTROL)

	def test_what_is_kept(self):
		end = date(2026, 1, 1)
		self.assertEqual(control.forget_from(end, "Entered in Error"), end)
		self.assertEqual(control.forget_from(end, "Moved Away"), end + timedelta(days=180))

	def test_texts(self):
		for text in ("电话13800138000", "430 522 19900101 1234", "见(2019)湘1222刑初12号", "138-0013-8000"):
			self.assertTrue(control.names_somebody(text), text)
		for text in ("RP-00012 已约谈", "本月走访12次，2026年11月", None, ""):
			self.assertFalse(control.names_somebody(text), text)
