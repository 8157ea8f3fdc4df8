"""docs/access.md: the table of who may do what, for people. Written from matrix.csv and the registry."""

import csv
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lijian_hulei.access import matrix
from lijian_hulei.access.registry import OPEN, REGISTRY, TOWNSHIP, UNSCOPED, ScopeRule

TRANSLATIONS = matrix.APP / "translations" / "zh.csv"
LETTERS = {
	"read": "看",
	"write": "改",
	"create": "建",
	"delete": "删",
	"submit": "提交",
	"cancel": "作废",
	"amend": "更正",
	"report": "报表",
	"print": "打印",
	"export": "导出",
}
HEAD = """# 权限一览表

本表由 `access/matrix.csv`（角色对每种记录的权限）和 `access/registry.py`（看得到哪些范围的记录）生成，请勿手改：
`bench hulei-permissions` 重新生成本页和各记录类型的权限，`./test` 逐角色、逐记录、逐渠道核对（`access/matrix_tests/`）。

- 表中没有的，一律不能看、不能办。没有任职、没有辖区的账号什么也看不到；离岗之日起下一次请求即失效。
- “范围”在权限之上再收窄：**辖区**＝本人任职的村（社区）及以下；**本单位**＝记录属于本人单位；**全镇**＝同一乡镇；**公开**＝在任人员都可看。
- “密级1”“密级2”是同一记录里另行授权的字段（如风险原因、查询结果）。封存字段（身份证号、电话等）任何人平时只见掩码，须有授权并说明理由才能查看，逐次留痕。
"""


def page() -> str:
	"""The whole text of docs/access.md."""
	words = _words()
	lines = [HEAD]
	for module, grants in groupby(_rows(), key=lambda row: row[0]):
		lines.append(f"## {words.get(module, module)}\n")
		lines.append("| 记录 | 范围 | 权限 | 角色 |")
		lines.append("|---|---|---|---|")
		for (doctype, level, rights), roles in _by_rights(grants).items():
			name = words.get(doctype, doctype) + (f"（密级{level}）" if level != "0" else "")
			allowed = "、".join(LETTERS[right] for right in rights.split())
			holders = "、".join(words.get(role, role) for role in roles)
			lines.append(f"| {name} | {_reach(doctype, words)} | {allowed} | {holders} |")
		lines.append("")
	return "\n".join(lines)


def _rows() -> Iterator[list[str]]:
	with matrix.TABLE.open(encoding="utf-8", newline="") as file:
		for row in csv.DictReader(file):
			yield [row["module"], row["doctype"], row["role"], row["level"], row["rights"]]


def _by_rights(grants: Iterator[list[str]]) -> dict[tuple[str, str, str], list[str]]:
	"""(DocType, level, rights) -> the roles that have just these, in the order of the table."""
	found: dict[tuple[str, str, str], list[str]] = {}
	for _module, doctype, role, level, rights in grants:
		found.setdefault((doctype, level, rights), []).append(role)
	return found


def _words() -> dict[str, str]:
	with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
		return {row[0]: row[1] for row in csv.reader(file) if len(row) == 2}


def _reach(doctype: str, words: dict[str, str]) -> str:
	rule = REGISTRY.get(doctype)
	if not rule:
		return "公开" if doctype in UNSCOPED else ""
	return "、".join(_reaches(rule, words))


def _reaches(rule: ScopeRule, words: dict[str, str]) -> Iterator[str]:
	if rule.reach == OPEN:
		yield "公开"
	elif rule.reach == TOWNSHIP:
		yield "全镇"
	elif rule.area_field:
		yield "辖区"
	if rule.agency_fields or rule.agency_through:
		yield "本单位"
	if rule.township_roles:
		yield "全镇（" + "、".join(words.get(role, role) for role in rule.township_roles) + "）"


def write(folder: Path) -> None:
	"""Writes the page into the repository's docs/."""
	(folder / "access.md").write_text(page(), encoding="utf-8")
