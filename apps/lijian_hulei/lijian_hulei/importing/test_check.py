"""Rows to records: what passes, what is refused and why; and nothing at all makes the check crash."""

import unittest
from dataclasses import replace
from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from lijian_hulei.importing.check import Lookups, Record, RowChecker, area_key, refuse_duplicates
from lijian_hulei.importing.columns import COLUMNS, SCHOOL_ROSTER, VILLAGE_LEDGER
from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.ledger.rules.life import is_adult_on

BORN = date(2015, 3, 4)
BOY = make_identity_number("431299", BORN, 11)
GIRL = make_identity_number("431299", BORN, 12)
POSITIONS = {column.key: at for at, column in enumerate(COLUMNS)}
LOOKUPS = Lookups(
	today=date(2024, 6, 1),
	villages={"界亭驿": ("V1",), "沃溪": ("V2",), "官庄": ("V3", "V4")},
	grids={("V1", "一网格"): ("G1",)},
	schools={"官庄镇中心小学": ("S1",)},
	other_agencies=frozenset({"官庄派出所"}),
	factors={"留守儿童": "left", "单亲家庭": "single", "厌学": "tired", "吸烟": "smoke", "孤儿": "orphan"},
	class_of_factor={
		"left": "Left-behind",
		"single": "Single Parent",
		"tired": "Bad Habit",
		"smoke": "Bad Habit",
		"orphan": "Other",
	},
	factor_of_class={"Left-behind": "left", "Single Parent": "single"},
	relations={"父亲": "Father", "爸爸": "Father", "母亲": "Mother"},
	study_states={"在读": "In School", "辍学": "Dropped Out"},
	economic_states={"低保": "Subsistence Allowance"},
)
GOOD = {
	"name": "张小明",
	"id_number": BOY,
	"village": "界亭驿村",
	"guardian": "张大山",
	"relation": "父亲",
	"phone": "19900001234",
}


def check(lookups: Lookups = LOOKUPS, kind: str = VILLAGE_LEDGER, merged=(), **row: object):
	cells = [row.get(column.key, "") for column in COLUMNS]
	return RowChecker(lookups, POSITIONS, kind, merged).check(7, cells)


class TestRows(unittest.TestCase):
	def codes(self, **changes: object) -> set[tuple[str, str]]:
		found = check(**{**GOOD, **changes})
		self.assertIsInstance(found, list, "the row should be refused")
		return {(problem.column, problem.code) for problem in found}

	def test_a_good_row_becomes_a_record(self):
		record = check(
			**GOOD,
			left_behind="是",
			habits="厌学、吸烟",
			factors="孤儿",
			grid="一网格",
			school="官庄镇中心小学",
		)
		self.assertEqual((record.sex, record.birth_date, record.village), ("Male", BORN, "V1"))
		self.assertEqual((record.area, record.school, record.study_status), ("G1", "S1", "In School"))
		self.assertEqual(record.factors, ("left", "tired", "smoke", "orphan"))
		self.assertEqual((record.relation, record.phone), ("Father", "19900001234"))

	def test_sex_and_birth_date_stand_in_for_a_missing_number(self):
		record = check(**{**GOOD, "id_number": "", "sex": "女", "birth_date": "2015年3月4日"})
		self.assertEqual((record.sex, record.birth_date, record.id_number), ("Female", BORN, None))

	def test_one_wrong_cell_each(self):
		table = [
			({"name": ""}, ("name", "missing")),
			({"name": "张<b>"}, ("name", "name_characters")),
			({"name": "=A1"}, ("name", "formula_text")),
			({"name": "张**"}, ("name", "name_characters")),
			({"id_number": BOY[:17]}, ("id_number", "id_length")),
			({"id_number": BOY[:17] + ("0" if BOY[17] != "0" else "1")}, ("id_number", "id_check")),
			({"id_number": "431299*********5"}, ("id_number", "id_masked")),
			({"id_number": 4.31299201503040e17}, ("id_number", "precision_lost")),
			({"id_number": "", "sex": "男"}, ("birth_date", "needed_without_id")),
			({"id_number": "", "birth_date": BORN}, ("sex", "needed_without_id")),
			({"birth_date": "2015-03-05"}, ("birth_date", "birth_date_differs")),
			({"sex": "女"}, ("sex", "sex_differs")),
			({"sex": "不详"}, ("sex", "not_a_choice")),
			({"id_number": "", "sex": "男", "birth_date": "2025-01-01"}, ("birth_date", "born_in_future")),
			({"id_number": "", "sex": "男", "birth_date": "2006-06-01"}, ("birth_date", "adult")),
			({"village": ""}, ("village", "missing")),
			({"village": "桃花源"}, ("village", "village_unknown")),
			({"village": "官庄"}, ("village", "not_unique")),
			({"grid": "九网格"}, ("grid", "grid_unknown")),
			({"phone": "12345"}, ("phone", "phone_wrong")),
			({"phone": "199****1234"}, ("phone", "phone_masked")),
			({"relation": "邻居的猫"}, ("relation", "not_a_choice")),
			({"relation": ""}, ("relation", "relation_missing")),
			({"guardian": ""}, ("guardian", "guardian_missing")),
			({"guardian": "", "relation": "", "phone": ""}, ("household_head", "household_head_missing")),
			({"school": "无名小学"}, ("school", "school_unknown")),
			({"school": "官庄派出所"}, ("school", "not_a_school")),
			({"study_status": "也许"}, ("study_status", "not_a_choice")),
			({"left_behind": "也许"}, ("left_behind", "yes_no_unclear")),
			({"remarried": "是"}, ("remarried", "class_without_factor")),
			({"habits": "打太极"}, ("habits", "factor_unknown")),
			({"habits": "孤儿"}, ("habits", "not_a_habit")),
			({"left_behind": "否", "factors": "留守儿童"}, ("factors", "factor_contradicts")),
			({"works_away": "有时"}, ("works_away", "yes_no_unclear")),
			({"economic_state": "富裕"}, ("economic_state", "not_a_choice")),
			({"remarks": "长" * 501}, ("remarks", "too_long")),
		]
		for changes, wanted in table:
			with self.subTest(changes=changes):
				self.assertEqual(self.codes(**changes), {wanted})

	def test_every_problem_of_a_row_is_told_at_once(self):
		self.assertEqual(
			self.codes(name="", village="桃花源", phone="1"),
			{("name", "missing"), ("village", "village_unknown"), ("phone", "phone_wrong")},
		)

	def test_merged_cells_are_refused(self):
		self.assertEqual([problem.code for problem in check(merged=[7], **GOOD)], ["merged_cells"])

	def test_a_village_outside_the_users_area_is_refused(self):
		lookups = replace(LOOKUPS, allowed_areas=frozenset({"V2"}))
		self.assertEqual([problem.code for problem in check(lookups, **GOOD)], ["village_not_yours"])
		self.assertIsInstance(check(lookups, **{**GOOD, "village": "沃溪"}), Record)

	def test_no_closes_a_class_and_none_closes_all_habits(self):
		record = check(**GOOD, left_behind="否", habits="无")
		self.assertEqual(record.closed_classes, ("Left-behind", "Bad Habit"))

	def test_a_school_may_name_only_itself(self):
		lookups = replace(LOOKUPS, school="S1")
		record = check(lookups, SCHOOL_ROSTER, name="张小明", id_number=BOY, school_class="三(1)班")
		self.assertEqual((record.school, record.village), ("S1", None))
		other = replace(LOOKUPS, school="S2")
		found = check(other, SCHOOL_ROSTER, name="张小明", id_number=BOY, school="官庄镇中心小学")
		self.assertEqual([problem.code for problem in found], ["other_school"])


class TestDuplicates(unittest.TestCase):
	def record(self, row: int, **values: object) -> Record:
		return Record(
			**{"row": row, "name": "张小明", "birth_date": BORN, "sex": "Male", "village": "V1", **values}
		)

	def test_both_rows_of_one_number_are_refused(self):
		found = refuse_duplicates(
			[
				self.record(2, id_number=BOY),
				self.record(3, id_number=BOY, name="张晓明"),
				self.record(4, name="李四"),
			]
		)
		self.assertEqual(set(found), {2, 3})
		self.assertEqual(found[2][0].values, ("3",))

	def test_namesakes_with_two_numbers_are_two_children(self):
		self.assertFalse(refuse_duplicates([self.record(2, id_number=BOY), self.record(3, id_number=GIRL)]))

	def test_namesakes_without_number_are_refused(self):
		self.assertEqual(set(refuse_duplicates([self.record(2, id_number=BOY), self.record(3)])), {2, 3})

	def test_namesakes_in_two_villages_are_two_children(self):
		self.assertFalse(refuse_duplicates([self.record(2), self.record(3, village="V2")]))


class TestSmallRules(unittest.TestCase):
	def test_village_names_in_full_and_in_short(self):
		for text in ("界亭驿", "界亭驿村", "界亭驿村委会", " 界 亭驿村"):
			self.assertEqual(area_key(text), "界亭驿")
		self.assertEqual(area_key("村"), "村")


CELLS = st.one_of(
	st.none(),
	st.text(max_size=40),
	st.text(alphabet="是否无年月日-/.=+@#0123456789Xx*张三、, ", max_size=20),
	st.integers(),
	st.floats(allow_nan=True, allow_infinity=True),
	st.booleans(),
	st.dates(),
	st.datetimes(),
	st.just(datetime(1, 1, 1)),
	st.sampled_from(["界亭驿村", "父亲", "官庄镇中心小学", BOY, GIRL, "低保", "厌学"]),
)


class TestNothingCrashes(unittest.TestCase):
	@settings(max_examples=500, deadline=None)
	@given(st.lists(CELLS, max_size=len(COLUMNS) + 2), st.sampled_from([VILLAGE_LEDGER, SCHOOL_ROSTER]))
	def test_any_cells_give_a_record_or_problems(self, row, kind):
		lookups = replace(LOOKUPS, school="S1")
		found = RowChecker(lookups, POSITIONS, kind).check(2, row)
		if isinstance(found, Record):
			self.assertTrue(found.name and found.sex and not is_adult_on(found.birth_date, LOOKUPS.today))
		else:
			self.assertTrue(found)
			self.assertTrue(all(problem.column in POSITIONS for problem in found))
