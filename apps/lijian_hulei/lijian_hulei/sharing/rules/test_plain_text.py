import unittest

from hypothesis import given
from hypothesis import strategies as st

from lijian_hulei.sharing.rules.plain_text import lines_of, lines_with_names

HAN = st.text(alphabet="赵钱孙李周吴郑王明华丽强", min_size=2, max_size=4)


class TestLines(unittest.TestCase):
	def test_tags_vanish_and_blocks_part(self):
		self.assertEqual(lines_of("<p>李<b>小</b>明</p><p>第二段</p>"), ["李小明", "第二段"])
		self.assertEqual(lines_of("一<br>二\n三"), ["一", "二", "三"])
		self.assertEqual(lines_of("<script>李小明</script><p>甲&amp;乙</p>"), ["甲&乙"])
		self.assertEqual(lines_of(None), [])

	def test_what_a_picture_says_counts(self):
		self.assertIn("李小明", lines_of('<img src="data:image/png;base64,13800138000" alt="李小明">'))
		self.assertEqual(lines_of('<img src="data:image/png;base64,13800138000">'), [])

	def test_a_name_written_with_gaps(self):
		self.assertEqual(lines_with_names(["家长", "学生李 小·明到校"], ["李小明"]), [(2, False)])

	def test_short_names_are_told_apart(self):
		self.assertEqual(lines_with_names(["王平安全到家"], ["王平"]), [(1, True)])
		self.assertEqual(lines_with_names(["王平和王平安"], ["王平", "王平安"]), [(1, False)])
		self.assertEqual(lines_with_names(["王"], ["王", ""]), [])

	@given(HAN, st.text(alphabet="天地玄黄", max_size=5), st.text(alphabet="天地玄黄", max_size=5))
	def test_a_name_is_found_wherever_it_stands(self, name, before, after):
		self.assertEqual(
			len(lines_with_names(lines_of(f"<p>{before}<i>{name[0]}</i>{name[1:]}{after}</p>"), [name])), 1
		)
