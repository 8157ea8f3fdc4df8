"""Words the ledger's records are written in: one constant each, equal to the options of the DocTypes."""

from enum import Enum


class Word(str, Enum):
	"""A stored option; prints and compares as the plain text that the database holds."""

	def __str__(self) -> str:
		return self.value


class Grade(Word):
	"""The plan's colours (part 2, section 3); NONE is a minor to whom none of them applies."""

	NONE = ""
	BLUE = "Blue"
	YELLOW = "Yellow"
	RED = "Red"

	@property
	def rank(self) -> int:
		"""0 for no grade, 3 for Red: the higher, the more care."""
		return (Grade.NONE, Grade.BLUE, Grade.YELLOW, Grade.RED).index(self)


GRADES = (Grade.RED.value, Grade.YELLOW.value, Grade.BLUE.value)
"""The three colours, the gravest first: the order in which people read them."""

UNDETERMINED = "Undetermined"
"""The literal reading of exactly two items, on which the plan is silent (requirement A1)."""


class FactorClass(Word):
	"""The plan's five classes, and OTHER for what a township wants to note beside them (A4)."""

	LEFT_BEHIND = "Left-behind"
	SINGLE_PARENT = "Single Parent"
	REMARRIED_FAMILY = "Remarried Family"
	INTELLECTUAL_DISABILITY = "Intellectual Disability"
	BAD_HABIT = "Bad Habit"
	OTHER = "Other"


class Condition(Word):
	"""What a rule of a Grading Policy looks for."""

	ANY_OF_CLASS = "Any Factor Of Class"
	DISTINCT_CLASSES = "Distinct Classes At Least"
	ANY_FACTOR = "Any Factor"


class CountHabits(Word):
	"""Whether two bad habits are one item or two (A3)."""

	ONE_CLASS = "One Class"
	EACH_HABIT = "Each Habit"


class MinorStatus(Word):
	ACTIVE = "Active"
	MOVED_OUT = "Moved Out"
	TURNED_18 = "Turned 18"
	DECEASED = "Deceased"


class Confirmation(Word):
	"""Standing of a grade before a named person; NOT_NEEDED when the colour itself did not change."""

	NOT_NEEDED = ""
	AWAITING = "Awaiting"
	CONFIRMED = "Confirmed"
	OBJECTED = "Objected"
	SUPERSEDED = "Superseded"


class Trigger(Word):
	"""What made a grade change."""

	SAVE = "Save"
	IMPORT = "Import"
	NIGHTLY = "Nightly"
	POLICY = "Policy"


class FocusReason(Word):
	NONE = ""
	GRADE = "Grade"
	GUARDIAN_RISK = "Guardian Risk"
