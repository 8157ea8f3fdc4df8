"""Yes, no, or not known: missing data is an answer of its own and never silently a no."""

from enum import Enum


class Verdict(Enum):
	YES = "yes"
	NO = "no"
	UNKNOWN = "unknown"

	def __bool__(self) -> bool:
		"""Refused, so that nobody writes `if verdict:` and turns UNKNOWN into one of the others."""
		raise TypeError("compare a Verdict with YES, NO or UNKNOWN")

	@classmethod
	def of(cls, value: bool | None) -> "Verdict":
		"""YES for True, NO for False, UNKNOWN for None."""
		return cls.UNKNOWN if value is None else cls.YES if value else cls.NO
