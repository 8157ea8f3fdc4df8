"""What a Chinese name is found by besides itself: the initials of its pinyin and the whole pinyin."""

from functools import lru_cache

from pypinyin import lazy_pinyin

# Characters that are read otherwise as a surname than in running text.
SURNAMES = {
	"单": "shan",
	"解": "xie",
	"仇": "qiu",
	"区": "ou",
	"查": "zha",
	"曾": "zeng",
	"盖": "ge",
	"任": "ren",
	"华": "hua",
	"朴": "piao",
	"覃": "qin",
	"翟": "zhai",
	"冼": "xian",
	"洗": "xian",
	"缪": "miao",
	"员": "yun",
	"乐": "yue",
	"召": "shao",
	"尹": "yin",
}
LONGEST = 140


@lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[str, ...]:
	"""The pinyin of each character in lower case; what is no Chinese character stays as it is."""
	read = [part.lower() for part in lazy_pinyin(name)]
	if name and name[0] in SURNAMES and read:
		read[0] = SURNAMES[name[0]]
	return tuple(read)


def search_key(name: str | None) -> str:
	"""张小明 -> "zxm zhangxiaoming": what a cadre types on a phone, either way."""
	read = [part for part in syllables((name or "").strip()) if part.strip()]
	return f"{''.join(part[0] for part in read)} {''.join(read)}"[:LONGEST].strip()
