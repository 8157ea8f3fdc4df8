"""The demonstration town's places and offices. 官庄镇 and its 48 villages are public names; every code below the
town and every credit code is a sample and marked as one."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from lijian_hulei.kernel.credit_code import make_credit_code

UPPER_AREAS = (
	("430000000000", "湖南省", "Province", None),
	("431200000000", "怀化市", "City", "430000000000"),
	("431222000000", "沅陵县", "County", "431200000000"),
	("431222114000", "官庄镇", "Township", "431222000000"),
)
TOWNSHIP = "431222114000"

COMMUNITIES = ("上街社区", "岩屋桥社区", "五一桥社区")
VILLAGES = (
	*(
		"太坪铺",
		"宁乡铺",
		"荆竹山",
		"海沙坪",
		"三渡水",
		"黄土铺",
		"黄金坪",
		"龚家湾",
		"官庄",
		"老街",
		"磨子溪",
	),
	*("楠木坛", "塘虎坪", "界亭驿", "牌楼边", "辰州坪", "杨家溪", "沃溪", "鱼儿山", "花岩山", "叶家山"),
	*(
		"黄金溪",
		"新屋场",
		"荔枝溪",
		"马安铺",
		"聂溪冲",
		"潘香铺",
		"潘香坪",
		"马家坪",
		"清捷河",
		"黄酉溪",
		"化溪",
	),
	*("丛溪口", "主埠溪", "杨武溪", "沿途", "油坊坪", "黄壤坪", "通溪", "关口溪", "罗家桥", "舒家溪"),
	*COMMUNITIES,
	*("沐濯铺", "辽湾溪", "铁龙洞"),
)


@dataclass(frozen=True)
class Village:
	"""A village of the demonstration town. The last three digits of the code (from 901) are nobody's."""

	index: int
	code: str
	name: str
	is_community: bool
	grids: tuple[tuple[str, str], ...]

	@property
	def is_lazy(self) -> bool:
		"""Every seventh village visits too rarely, so that the month-end report has something to say."""
		return self.index % 7 == 3


@dataclass(frozen=True)
class Office:
	"""An agency of the demonstration town."""

	key: str
	name: str
	agency_type: str
	area: str = TOWNSHIP


def villages(seed: int) -> list[Village]:
	"""All 48, each with two to four grids."""
	rng = Random(f"{seed}-places")
	found = []
	for index, name in enumerate(VILLAGES, start=1):
		code = f"{TOWNSHIP[:9]}{900 + index}"
		numbers = range(1, rng.randint(2, 4) + 1)
		grids = tuple((f"{code}{number:03d}", f"第{'一二三四'[number - 1]}网格") for number in numbers)
		is_community = name in COMMUNITIES
		found.append(Village(index, code, name if is_community else f"{name}村", is_community, grids))
	return found


OFFICES = (
	Office("police", "官庄派出所", "police_station"),
	Office("governance", "官庄镇综治办", "governance_office"),
	Office("protection", "官庄镇未成年人保护办公室", "protection_office"),
	Office("leading", "官庄镇“利剑护蕾”行动领导小组", "leading_group"),
	Office("justice", "官庄司法所", "justice_office"),
	Office("civil", "官庄镇民政所", "civil_affairs"),
	Office("health", "官庄镇卫健办", "health_office"),
	Office("culture", "官庄镇文化站", "culture_station"),
	Office("women", "官庄镇妇联", "womens_federation"),
	Office("elders", "官庄镇关工委", "next_generation_committee"),
	Office("publicity", "官庄镇宣传（网信）办", "publicity_office"),
	Office("school_center", "官庄镇中心小学", "school"),
	Office("school_middle", "官庄镇中学", "school"),
	Office("school_jieting", "界亭驿小学", "school"),
	Office("kindergarten", "官庄镇中心幼儿园", "kindergarten"),
	Office("training", "官庄镇阳光课外培训中心", "training_institution"),
	Office("hospital", "官庄镇中心卫生院", "hospital"),
	Office("hospital_two", "沅陵县第二人民医院", "hospital"),
)
SCHOOL_KEYS = ("school_center", "school_middle", "school_jieting", "kindergarten")


def sample_credit_code(number: int) -> str:
	"""A credit code with a right check character in the fictional division 439000."""
	return make_credit_code(f"12439000{number:09d}")
