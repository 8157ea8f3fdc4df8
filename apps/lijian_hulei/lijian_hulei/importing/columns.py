"""The columns of a roster as village cadres and schools write them, and how a header is recognised. Pure.

The plan (section 2.2) asks for 基本情况、家庭住址、监护情况、联系方式、就学情况 of every minor; these columns hold them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from lijian_hulei.importing.problem import FileRefused

VILLAGE_LEDGER = "Village Ledger"
SCHOOL_ROSTER = "School Roster"

ERROR_HEADER = "错误说明"
EXAMPLE_MARK = "示例"


@dataclass(frozen=True, slots=True)
class Column:
	"""One column: key in the code, header on paper, other headers people use, and the width in the template."""

	key: str
	header: str
	synonyms: tuple[str, ...] = ()
	width: int = 12
	kinds: tuple[str, ...] = (VILLAGE_LEDGER, SCHOOL_ROSTER)


LEDGER_ONLY = (VILLAGE_LEDGER,)

COLUMNS: tuple[Column, ...] = (
	Column("name", "姓名", ("未成年人姓名", "学生姓名", "儿童姓名", "孩子姓名", "名字"), 10),
	Column("sex", "性别", (), 6),
	Column("id_number", "身份证号", ("身份证号码", "身份证", "公民身份号码", "公民身份证号", "证件号码"), 22),
	Column("birth_date", "出生日期", ("出生年月日", "出生年月", "生日"), 13),
	Column(
		"village", "村(社区)", ("村社区", "村", "社区", "所在村", "所属村", "村/社区", "村居", "行政村"), 14
	),
	Column("grid", "网格", ("所属网格", "网格名称", "村民小组", "组别"), 12),
	Column("address", "家庭住址", ("住址", "家庭地址", "详细住址", "现住址", "地址"), 28),
	Column("household_head", "户主", ("户主姓名",), 10, LEDGER_ONLY),
	Column("guardian", "监护人", ("监护人姓名", "家长姓名", "家长"), 10, LEDGER_ONLY),
	Column("relation", "与监护人关系", ("监护人关系", "与未成年人关系", "监护关系", "关系"), 12, LEDGER_ONLY),
	Column(
		"phone", "监护人电话", ("联系电话", "监护人联系电话", "联系方式", "电话", "家长电话"), 15, LEDGER_ONLY
	),
	Column(
		"works_away",
		"监护人是否外出务工",
		("是否外出务工", "监护人外出务工", "外出务工"),
		12,
		LEDGER_ONLY,
	),
	Column("school", "就读学校", ("学校", "学校名称", "就读学校名称"), 18),
	Column("school_class", "班级", ("年级班级", "所在班级", "年级"), 12),
	Column("study_status", "就学情况", ("就学状态", "就读情况", "学籍状态"), 12, LEDGER_ONLY),
	Column("left_behind", "留守儿童", ("是否留守儿童", "留守"), 9, LEDGER_ONLY),
	Column("single_parent", "单亲家庭", ("是否单亲家庭", "单亲"), 9, LEDGER_ONLY),
	Column("remarried", "重组家庭", ("是否重组家庭", "重组"), 9, LEDGER_ONLY),
	Column("disability", "智力障碍", ("是否智力障碍", "智力残疾", "智障"), 9, LEDGER_ONLY),
	Column("habits", "不良习性", ("不良行为", "不良习惯"), 20, LEDGER_ONLY),
	Column("factors", "风险因素", ("其他风险因素", "风险情形", "其他情形"), 20, LEDGER_ONLY),
	Column("economic_state", "家庭经济情况", ("家庭经济状况", "经济情况", "经济状况"), 14, LEDGER_ONLY),
	Column("remarks", "备注", ("说明", "备注说明"), 24, LEDGER_ONLY),
)
HEADER_OF: dict[str, str] = {column.key: column.header for column in COLUMNS}

# A yes/no column stands for every factor of one class of the plan (section 2.3: the five kinds of pupils).
CLASS_OF_COLUMN: dict[str, str] = {
	"left_behind": "Left-behind",
	"single_parent": "Single Parent",
	"remarried": "Remarried Family",
	"disability": "Intellectual Disability",
}
HABIT_CLASS = "Bad Habit"

IGNORED_HEADERS = frozenset({"序号", "编号", "行号", ERROR_HEADER, "原行号"})
ORIGINAL_ROW_HEADER = "原行号"
HEADER_SEARCH_ROWS = 15

_NOISE = re.compile(r"[\s*()\[\]【】_:\-—/、.]+")


def normal_header(text: object) -> str:
	"""A header without spaces, stars, brackets and width differences: `村（社区） *` and `村(社区)` are one."""
	return _NOISE.sub("", unicodedata.normalize("NFKC", str(text or "")))


_KNOWN: dict[str, str] = {
	normal_header(header): column.key
	for column in reversed(COLUMNS)
	for header in (column.header, *column.synonyms)
}
_IGNORED = frozenset(normal_header(header) for header in IGNORED_HEADERS)


@dataclass(frozen=True, slots=True)
class Header:
	"""Where each known column stands (0-based), which headers nobody knows, and the header row's 0-based index."""

	index: int
	positions: dict[str, int]
	unknown: tuple[str, ...]


def columns_of(kind: str) -> tuple[Column, ...]:
	return tuple(column for column in COLUMNS if kind in column.kinds)


def find_header(rows: list[list[object]], kind: str) -> Header:
	"""The row among the first ones that names the most columns; titles above it are passed over.

	Raises FileRefused when no row looks like a header, a column stands twice, or a mandatory column is missing.
	"""
	best_index, best = -1, 0
	for index, row in enumerate(rows[:HEADER_SEARCH_ROWS]):
		hits = len({_KNOWN[key] for cell in row if (key := normal_header(cell)) in _KNOWN})
		if hits > best:
			best_index, best = index, hits
	if best < 2:
		raise FileRefused("no_header")
	return _read_header(rows[best_index], best_index, kind)


def _read_header(row: list[object], index: int, kind: str) -> Header:
	allowed = {column.key for column in columns_of(kind)}
	positions: dict[str, int] = {}
	unknown: list[str] = []
	for position, cell in enumerate(row):
		name = normal_header(cell)
		key = _KNOWN.get(name)
		if key in allowed:
			if key in positions:
				raise FileRefused("column_twice", HEADER_OF[key])
			positions[key] = position
		elif name and name not in _IGNORED:
			unknown.append(str(cell).strip()[:40])
	_require(positions, kind)
	return Header(index, positions, tuple(unknown))


def _require(positions: dict[str, int], kind: str) -> None:
	missing = [HEADER_OF[key] for key in _mandatory(kind) if key not in positions]
	if "id_number" not in positions:
		missing += [HEADER_OF[key] for key in ("sex", "birth_date") if key not in positions]
	if missing:
		raise FileRefused("columns_missing", "、".join(missing))


def _mandatory(kind: str) -> tuple[str, ...]:
	return ("name", "village") if kind == VILLAGE_LEDGER else ("name",)
