"""Ages and the end of minority, as whole days."""

from datetime import date, timedelta

ADULT_AGE = 18
"""Civil Code Art. 17: whoever is under eighteen is a minor."""

LEFT_BEHIND_BELOW_AGE = 16
"""Guo Fa [2016] 13: a left-behind child is under sixteen."""


def birthday_in(birth_date: date, year: int) -> date:
	"""The birthday in a year; 29 February falls on 1 March in a common year, so protection never ends early."""
	try:
		return birth_date.replace(year=year)
	except ValueError:
		return date(year, 3, 1)


def age_on(birth_date: date, day: date) -> int:
	"""Full years lived on a day. Raises ValueError for a day before the birth."""
	if day < birth_date:
		raise ValueError("the day lies before the birth")
	return day.year - birth_date.year - (day < birthday_in(birth_date, day.year))


def eighteenth_birthday(birth_date: date) -> date:
	"""The first day on which the person is no longer a minor."""
	return birthday_in(birth_date, birth_date.year + ADULT_AGE)


def is_adult_on(birth_date: date, day: date) -> bool:
	return day >= eighteenth_birthday(birth_date)


def latest_adult_birth_date(day: date) -> date:
	"""Everybody born up to and including this date is an adult on `day`; for comparing many dates at once."""
	candidate = birthday_in(day, day.year - ADULT_AGE)
	while not is_adult_on(candidate, day):
		candidate -= timedelta(days=1)
	return candidate


def too_old_for_left_behind(birth_date: date, day: date) -> bool:
	"""A sixteen-year-old noted as left-behind deserves a question, not a refusal."""
	return age_on(birth_date, day) >= LEFT_BEHIND_BELOW_AGE
