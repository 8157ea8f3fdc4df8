"""The words people write for the ledger's fixed choices. Pure; the first spelling of a choice is the one offered."""

from __future__ import annotations

SEX: dict[str, tuple[str, ...]] = {"Male": ("男", "男性", "M"), "Female": ("女", "女性", "F")}

STUDY_STATUS: dict[str, tuple[str, ...]] = {
	"In School": ("在读", "在校", "就读", "就学", "在学", "已入学"),
	"Not Yet Enrolled": ("未入学", "未上学", "学龄前", "未到入学年龄"),
	"Dropped Out": ("辍学", "失学", "未就读"),
	"Graduated": ("毕业", "已毕业"),
}

ECONOMIC_STATE: dict[str, tuple[str, ...]] = {
	"Normal": ("正常", "一般", "良好", "普通"),
	"Low Income": ("低收入", "困难", "脱贫户", "监测户"),
	"Subsistence Allowance": ("低保", "低保户", "最低生活保障"),
	"Extreme Poverty": ("特困", "特困户", "特困供养"),
}

RELATION: dict[str, tuple[str, ...]] = {
	"Father": ("父亲", "父子", "父女", "爸爸", "父"),
	"Mother": ("母亲", "母子", "母女", "妈妈", "母"),
	"Paternal Grandparent": ("祖父母", "祖父", "祖母", "爷爷", "奶奶", "爷孙", "婆孙"),
	"Maternal Grandparent": ("外祖父母", "外祖父", "外祖母", "外公", "外婆", "姥姥", "姥爷"),
	"Elder Sibling": ("兄姐", "哥哥", "姐姐", "兄", "姐"),
	"Other Relative": ("其他亲属", "伯父", "伯母", "叔叔", "婶婶", "姑姑", "舅舅", "姨妈", "亲戚", "亲属"),
	"Adoptive Parent": ("养父母", "养父", "养母"),
	"Step-parent": ("继父母", "继父", "继母"),
	"Temporary Carer": ("临时照护人", "受托照护人", "委托照护人"),
	"Institution": ("福利机构", "机构", "救助机构", "福利院"),
}


def spellings(choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
	"""From every spelling to the stored choice."""
	return {word: stored for stored, words in choices.items() for word in words}


def offered(choices: dict[str, tuple[str, ...]]) -> list[str]:
	return [words[0] for words in choices.values()]


def spoken(choices: dict[str, tuple[str, ...]], stored: str) -> str:
	"""The offered spelling of a stored choice; the stored word itself when the master knows more than we do."""
	return choices.get(stored, (stored,))[0]
