"""The forms of arguments, without a site."""

import json
import unittest

from lijian_hulei.access.gate import shapes, uploads
from lijian_hulei.access.gate.shapes import Misshapen, check

GOOD = (
	("filters", [["Minor", "grade", "=", "Red"]]),
	("filters", [["Minor", "grade", "=", "Red", False]]),
	("filters", [["grade", "in", ["Red", "Yellow"]]]),
	("filters", {"grade": "Red", "area": ["like", "99%"]}),
	("filters", [{"grade": "Red"}, ["name", "is", "set"]]),
	("filters", [["Area", "name", "descendants of (inclusive)", "990101101000"]]),
	("filters", [["creation", "Between", ["2026-01-01", "2026-02-01"]]]),
	("filters", []),
	("filters", "{}"),
	("or_filters", [["Minor", "minor_name", "like", "%张' or 1=1%"]]),
	("fields", "*"),
	(
		"fields",
		["name", "`tabMinor`.`name`", "`tabMinor`.minor_name", "school.agency_name as school_agency_name"],
	),
	(
		"fields",
		["count(name) as total", "count( distinct `tabMinor`.`name` ) as n", "sum(idx)", "COUNT(*) as count"],
	),
	("fields", ["中文字段", "`tab中文 单据`.`名称`"]),
	("order_by", "`tabMinor`.`modified` desc, name asc"),
	("order_by", "count(*) desc"),
	("group_by", "`tabMinor`.`grade`"),
	("field", "grade"),
	("fieldname", {"grade": "Red"}),
	("fieldname", ["name", "grade"]),
	("field_map", {"start": "due_on", "end": "due_on", "allDay": "", "title": "need"}),
	("doctype", "Follow Up"),
	("limit_page_length", "20"),
	("page_length", 500),
	("debug", "0"),
)
BAD = (
	("filters", ["(select count(*) from __Auth)>0"]),
	("filters", ["name", "=", "x"]),
	("filters", [["Minor", "grade", "=", "Red"], "1=1"]),
	("filters", "1=1"),
	("filters", [["Minor", "if(1=1,sleep(1),0)", "=", "1"]]),
	("filters", [["Minor`,tabUser", "name", "=", "1"]]),
	("filters", [["grade", "= 1 or 1=", "x"]]),
	("filters", [["grade", "in", [["a"]]]]),
	("filters", {"1=1 or grade": "x"}),
	("filters", {"grade": ["in"]}),
	("or_filters", ["exists(select 1)"]),
	("current_filters", ["sleep(1)"]),
	("fields", ["sleep(0)"]),
	("fields", ["(select password from __Auth) as x"]),
	("fields", ["name, version()"]),
	("fields", "name,sleep(1)"),
	("fields", ["count(sleep(1))"]),
	("fields", ["name as x from tabUser"]),
	("fields", ["if(1,2,3)"]),
	("fields", [["grade", "=", "Red"]]),
	("fields", [{"name": "x"}]),
	("order_by", "sleep(1)"),
	("order_by", "(select 1)"),
	("order_by", "name desc; drop table x"),
	("group_by", "name having sleep(1)"),
	("group_by", "rand()"),
	("field", "name` from tabUser -- "),
	("field", "(select 1)"),
	("field", "sleep(1)"),
	("fieldname", ["sleep(1)"]),
	("fieldname", {"a) or (1": "x"}),
	("field_map", {"start": "sleep(5)"}),
	("searchfield", "name` or 1=1"),
	("sort_order", "desc, sleep(1)"),
	("doctype", "User` where 1=1 --"),
	("doctype", ["User"]),
	("aggregate_function", "sleep"),
	("limit_start", "0 union select 1"),
	("join", "join"),
	("ignore_permissions", "1"),
	("debug", 1),
	("return_query", "true"),
)


class TestShapes(unittest.TestCase):
	def test_what_the_desk_sends_passes(self):
		for key, value in GOOD:
			with self.subTest(key=key, value=value):
				check({key: value}, {})
				if not isinstance(value, str):
					check({key: json.dumps(value)}, {})

	def test_sql_is_refused_as_text_and_as_json_value(self):
		for key, value in BAD:
			with self.subTest(key=key, value=value):
				with self.assertRaises(Misshapen):
					check({key: value}, {})
				if not isinstance(value, str):
					with self.assertRaises(Misshapen):
						check({key: json.dumps(value)}, {})

	def test_arguments_inside_arguments_are_judged(self):
		for bag in ("args", "arg", "kwargs", "chart"):
			with self.assertRaises(Misshapen):
				check({bag: json.dumps({"filters": ["1=1"]})}, {})
			with self.assertRaises(Misshapen):
				check({bag: [{"args": {"order_by": "sleep(1)"}}]}, {})

	def test_the_error_never_repeats_the_value(self):
		with self.assertRaises(Misshapen) as caught:
			check({"filters": ["330102201205150017"]}, {})
		self.assertEqual(str(caught.exception), "filters")

	def test_report_values_are_plain(self):
		special = {"filters": shapes.report_values}
		check({"filters": {"area": "990101101000", "grades": ["Red"], "from_date": None}}, special)
		for bad in ({"area": {"x": 1}}, {"area": [["x"]]}, ["1=1"]):
			with self.assertRaises(Misshapen):
				check({"filters": bad}, special)

	def test_a_record_may_be_named_where_frappe_takes_names(self):
		special = {"filters": shapes.filters_or_name}
		check({"filters": "MIN-00000001"}, special)
		check({"filters": '{"name": "x"}'}, special)
		for bad in ('x" or 1=1', "x' or '1", '["1=1"]'):
			with self.assertRaises(Misshapen):
				check({"filters": bad}, special)

	def test_columns_are_reported(self):
		uses = check({"filters": [["Minor", "remarks", "like", "%x%"]], "order_by": "max(grade) desc"}, {})
		self.assertEqual([(use.doctype, use.name) for use in uses], [("Minor", "remarks"), (None, "grade")])


class TestUploadNames(unittest.TestCase):
	def test_names(self):
		for name in ("照片 1.png", "a.b.pdf", "名册（二）.xlsx"):
			uploads.check_name(name)
			uploads.check_extension(name)
		for name in (
			"../x.png",
			"a/b.png",
			"a\\b.png",
			"a\x00.png",
			"..",
			"%2e%2e%2fx.png",
			"x" * 150 + ".png",
		):
			with self.assertRaises(uploads.BadName):
				uploads.check_name(name)

	def test_extensions(self):
		for name in (
			"a.html",
			"a.HTM",
			"a.svg",
			"a.xml",
			"a.js",
			"a.png.html",
			"a.html.",
			"a.html ",
			"a",
			".png",
			"a.php",
		):
			with self.subTest(name=name), self.assertRaises(uploads.BadExtension):
				uploads.check_extension(name)

	def test_addresses(self):
		for url in ("/files/a.png", "/private/files/照片.png", "/private/files/a.png?fid=abc123"):
			uploads.check_address(url)
		for url in ("http://169.254.169.254/", "https://x/a.png", "//x/a.png", "/files/../site_config.json"):
			with self.assertRaises(uploads.BadAddress):
				uploads.check_address(url)
		for url in ("/private/files/%2e%2e/x.png", "/files/a/b.png", "file:///etc/passwd", "ftp://x/a.png"):
			with self.assertRaises(uploads.BadAddress):
				uploads.check_address(url)
