"""The invented families: the same for the same seed, fictional in every number, and mixed as the town needs it."""

import unittest
from collections import Counter
from datetime import date

from lijian_hulei.kernel.credit_code import parse_credit_code
from lijian_hulei.kernel.division import parse_division_code
from lijian_hulei.kernel.identity import parse_identity_number
from lijian_hulei.ledger.rules.life import is_adult_on
from lijian_hulei.setup.demo.families import Choices, VillageFamilies, entry_day, months_known
from lijian_hulei.setup.demo.places import TOWNSHIP, sample_credit_code, villages
from lijian_hulei.setup.demo.population import share_out

TODAY = date(2026, 3, 31)
HABITS = ("school_aversion", "smoking", "truancy")
CHOICES = Choices(
	factor_of_class={
		"Left-behind": "left_behind",
		"Single Parent": "single_parent",
		"Remarried Family": "remarried_family",
		"Intellectual Disability": "intellectual_disability",
	},
	habits=HABITS,
	schools={"kindergarten": ("K",), "primary": ("P1", "P2"), "middle": ("M",)},
)


def drawn(seed: int = 1, count: int = 4000, village: int = 13) -> list:
	return list(VillageFamilies(seed, villages(seed)[village], CHOICES, TODAY, 12).draw(count))


class TestFamilies(unittest.TestCase):
	@classmethod
	def setUpClass(cls) -> None:
		cls.found = drawn()
		cls.records = [record for _ago, record in cls.found]

	def test_a_seed_is_a_town(self):
		self.assertEqual(drawn(count=300), self.found[:300])
		self.assertNotEqual(drawn(seed=2, count=300), self.found[:300])

	def test_exactly_as_many_as_asked_for(self):
		self.assertEqual(len(self.records), 4000)
		shares = share_out(6000, villages(1), 1)
		self.assertEqual((sum(shares), len(shares)), (6000, 48))
		self.assertGreater(min(shares), 60)

	def test_numbers_are_right_fictional_and_nobodys_twice(self):
		numbers = [record.id_number for record in self.records if record.id_number]
		self.assertEqual(len(set(numbers)), len(numbers))
		self.assertGreater(len(numbers), 3700)
		for record in self.records[:500]:
			if record.id_number:
				parsed = parse_identity_number(record.id_number)
				self.assertTrue(parsed.division.startswith("4390"), "no such prefecture in Hunan")
				self.assertEqual((parsed.birth_date, parsed.sex), (record.birth_date, record.sex))
			self.assertRegex(record.phone, r"^199000\d{5}$")

	def test_two_villages_share_no_number(self):
		other = {record.id_number for _ago, record in drawn(village=14)} - {None}
		self.assertFalse(other & {record.id_number for record in self.records})

	def test_everybody_is_a_minor_and_known_only_since_birth(self):
		for ago, record in self.found:
			self.assertFalse(is_adult_on(record.birth_date, TODAY))
			self.assertLess(record.birth_date, TODAY)
			self.assertGreaterEqual(entry_day(TODAY, ago), record.birth_date)

	def test_the_mix_of_risk(self):
		kinds = Counter()
		for record in self.records:
			red = any(code in HABITS for code in record.factors)
			kinds[
				"red" if red else "yellow" if len(record.factors) > 1 else "blue" if record.factors else ""
			] += 1
		for kind, low, high in (("red", 0.03, 0.05), ("yellow", 0.045, 0.075), ("blue", 0.12, 0.18)):
			self.assertTrue(low < kinds[kind] / 4000 < high, (kind, kinds))

	def test_entry_days(self):
		self.assertEqual(entry_day(TODAY, 3), date(2025, 12, 3))
		self.assertEqual(entry_day(date(2026, 3, 1), 0), date(2026, 3, 1), "never after today")
		self.assertEqual(months_known(date(2026, 1, 20), TODAY, 12), 1)

	def test_sample_codes_are_valid_and_unmistakable(self):
		for number in (1, 17, 999):
			self.assertIn("439000", parse_credit_code(sample_credit_code(number)))
		for village in villages(1):
			self.assertEqual(parse_division_code(village.code).parent, TOWNSHIP)
			self.assertGreater(village.code[-3:], "900")
		self.assertEqual(len({village.name for village in villages(1)}), 48)
