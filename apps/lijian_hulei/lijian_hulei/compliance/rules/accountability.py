"""The file for the supervisory commission holds facts of one day and no judgement (plan part 3(1), R58-R61, A23)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from lijian_hulei.compliance.rules.evidence import Evidence, count
from lijian_hulei.compliance.rules.vocabulary import MET, MET_LATE, OVERDUE

NOT_YET_DUE = "Not Yet Due"
VILLAGE, CAMPUS, VENUE = "In a Village", "On Campus", "At a Venue"
PLACE_OF_BASIS = {"R60 Campus": CAMPUS, "R61 Venue": VENUE}
# Words that say who is to blame. The file leaves that to the commission.
VERDICTS = (
	*("失职", "渎职", "玩忽职守", "不作为", "乱作为", "负有责任", "负主要责任", "负领导责任", "负直接责任"),
	*("应予处分", "应当处分", "建议处分", "给予处分", "严肃处理", "严重违纪", "违纪违法", "有罪", "责任重大"),
)


@dataclass(frozen=True)
class Standing:
	"""How a duty stood at the end of a day."""

	state: str
	done: int


def end_of(day: date) -> datetime:
	return datetime.combine(day, time(23, 59, 59))


def standing_on(
	day: date, evidence: list[Evidence], required: int, due_at: datetime, minimum_gap_days: int = 0
) -> Standing:
	"""By what had happened until the end of `day`; what happened later is left out."""
	until = end_of(day)
	tally = count([item for item in evidence if item.at <= until], required, minimum_gap_days)
	if tally.met_at:
		return Standing(MET if tally.met_at <= due_at else MET_LATE, tally.done)
	return Standing(OVERDUE if until > due_at else NOT_YET_DUE, tally.done)


def verdict_words(text: str | None) -> list[str]:
	"""The words of judgement in a text, in the order of the list."""
	return [word for word in VERDICTS if word in (text or "")]
