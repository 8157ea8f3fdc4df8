import json
import unittest

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.compliance.rules.conditions import Condition, InvalidCondition, parse_conditions


class TestConditions(unittest.TestCase):
	def test_accepted(self):
		text = json.dumps(
			[["grade", "in", ["Red", "Yellow"]], ["docstatus", "=", 1], ["position.is_named_leader", "=", 1]]
		)
		parsed = parse_conditions(text)
		self.assertEqual(parsed[0], Condition("grade", "in", ("Red", "Yellow")))
		self.assertEqual(parsed[2].path, ("position", "is_named_leader"))
		self.assertEqual(parsed[1].path, ("docstatus", None))

	def test_blank_is_no_condition(self):
		self.assertEqual(parse_conditions(""), ())
		self.assertEqual(parse_conditions("[]"), ())

	def test_refused(self):
		cases = (
			("{", "not_a_list", 0),
			('{"grade": "Red"}', "not_a_list", 0),
			('"grade = 1"', "not_a_list", 0),
			('["(select count(*) from __Auth)>0"]', "shape", 1),
			('[["grade", "="]]', "shape", 1),
			('[["grade", "=", 1], ["1=1 or name", "=", 1]]', "field", 2),
			('[["a.b.c", "=", 1]]', "field", 1),
			('[["`tabUser`.name", "=", 1]]', "field", 1),
			('[["grade", "like", "%"]]', "operator", 1),
			('[["grade", "= 1 or 1", 1]]', "operator", 1),
			('[["grade", "=", ["Red"]]]', "value", 1),
			('[["grade", "in", "Red"]]', "value", 1),
			('[["grade", "in", []]]', "value", 1),
			('[["grade", "in", [["Red"]]]]', "value", 1),
			('[["grade", "is", "null"]]', "value", 1),
			('[["grade", "=", null]]', "value", 1),
		)
		for text, reason, row in cases:
			with self.subTest(text=text), self.assertRaises(InvalidCondition) as caught:
				parse_conditions(text)
			self.assertEqual((caught.exception.reason, caught.exception.row), (reason, row))

	@given(st.text(max_size=40))
	def test_any_text_is_parsed_or_refused_by_name(self, text):
		try:
			parse_conditions(text)
		except InvalidCondition:
			pass
