"""An identity number beside the birth date and sex that somebody typed: fill in, or say where they disagree."""

from dataclasses import dataclass
from datetime import date

from lijian_hulei.kernel.identity import IdentityNumber


@dataclass(frozen=True)
class IdentityMatch:
	"""The values to store, and the names of the fields that contradict the number."""

	birth_date: date
	sex: str
	disagreeing: tuple[str, ...]


def match_identity(identity: IdentityNumber, birth_date: date | None, sex: str | None) -> IdentityMatch:
	disagreeing = []
	if birth_date and birth_date != identity.birth_date:
		disagreeing.append("birth_date")
	if sex and sex != identity.sex:
		disagreeing.append("sex")
	return IdentityMatch(birth_date or identity.birth_date, sex or identity.sex, tuple(disagreeing))
