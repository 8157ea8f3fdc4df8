"""How old somebody was on a day."""

from datetime import date

ADULT = 18


def age_on(birth_date: date, day: date) -> int:
	"""Whole years. Who was born on 29 February is a year older on 1 March of other years."""
	return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def is_adult_on(birth_date: date, day: date) -> bool:
	"""From the day after the eighteenth birthday on, as courts count full years (法释〔2006〕1号 article 2)."""
	return age_on(birth_date, day) > ADULT or (
		age_on(birth_date, day) == ADULT and (day.month, day.day) != (birth_date.month, birth_date.day)
	)
