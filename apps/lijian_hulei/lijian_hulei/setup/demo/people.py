"""Invented people: names from common surnames and characters, identity numbers of divisions that do not exist,
telephones from a range that is not given out. Pure and repeatable: the same seed gives the same town."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random

from lijian_hulei.kernel.identity import make_identity_number

SURNAMES = "张李王刘陈杨黄周吴向田彭胡邓石龙罗谢唐曾肖蒋瞿姚覃宋舒全钟米聂符粟戴佘印戚修孙马"
SURNAME_WEIGHTS = [max(2, 40 - at) for at in range(len(SURNAMES))]
BOY_FIRST, BOY_SECOND = "子浩宇俊志文明建家天泽博嘉一梓思", "轩然辉杰豪涛鑫阳晨峰睿宁航凯源林"
GIRL_FIRST, GIRL_SECOND = "欣雨梦佳雅诗思美慧静梓一可紫婷芷", "怡涵琪妍萱瑶琳玲芳雪洁颖馨悦彤瑜"
ADULT_MALE = "建国志强国华大军海波永祥光明正平德胜少华新民友良家富春生立新"
ADULT_FEMALE = "秀英桂兰丽华春梅小红玉珍冬梅爱莲菊香美玲翠平金花艳芳"
# 4390xx: Hunan has no such prefecture, so no such number was ever given out.
FICTIONAL_DIVISION = "4390{0:02d}"
PHONE_RANGE = "199000{0:05d}"


def surname(rng: Random) -> str:
	return rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]


def child_name(rng: Random, family: str, sex: str) -> str:
	first, second = (BOY_FIRST, BOY_SECOND) if sex == "Male" else (GIRL_FIRST, GIRL_SECOND)
	if rng.random() < 0.18:
		return family + rng.choice(second)
	return family + rng.choice(first) + rng.choice(second)


def adult_name(rng: Random, family: str, sex: str) -> str:
	pairs = ADULT_MALE if sex == "Male" else ADULT_FEMALE
	at = rng.randrange(len(pairs) // 2) * 2
	return family + pairs[at : at + 2]


def phone(rng: Random) -> str:
	return PHONE_RANGE.format(rng.randrange(100_000))


def birth_date(rng: Random, today: date, oldest: int = 17) -> date:
	"""Between today and `oldest` years and eleven months ago, so that nobody turns 18 within the next month."""
	return today - timedelta(days=rng.randrange(30, int((oldest + 11 / 12) * 365.25)))


class IdentityNumbers:
	"""Numbers of one village: odd sequences for boys, even for girls, none twice."""

	def __init__(self, village_index: int) -> None:
		self.division = FICTIONAL_DIVISION.format(village_index)
		self.used: Counter[tuple[date, str]] = Counter()

	def take(self, born: date, sex: str) -> str | None:
		"""None when a day's numbers are used up (more than five hundred births of one sex in one village)."""
		count = self.used[(born, sex)]
		if count >= 499:
			return None
		self.used[(born, sex)] = count + 1
		return make_identity_number(self.division, born, 2 * count + (1 if sex == "Male" else 2))
