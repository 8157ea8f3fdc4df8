"""Which records may stand in the register of restricted persons: final criminal judgments against adults, nothing else.

Criminal Procedure Law article 286 and the Law on Preventing Juvenile Delinquency article 59 seal records of offences
committed under eighteen; the Law on Penalties for Administration of Public Security (2025) article 136 seals all
administrative records. Ambiguity A16: a closed list of offences, no narrative.
"""

import re
import unicodedata
from datetime import date

from lijian_hulei.kernel.age import is_adult_on

FINAL_JUDGMENT = "Final Criminal Judgment"
ADMINISTRATIVE = "Administrative Penalty"
NOT_PROSECUTED = "Decision Not to Prosecute"

# (2019)湘1222刑初12号: year, court, 刑 with the stage, number.
_CRIMINAL = re.compile(
	r"[(\[〔]\d{4}[)\]〕][^\d号]{0,6}\d{0,6}[^号]{0,6}刑[^号]{0,4}\d+号(之[一二三四五六七八九十])?"
)


def why_refused(kind: str, birth_date: date, offence_date: date, judgment_date: date) -> str | None:
	"""None when the record may be kept, else "administrative", "not_prosecuted", "juvenile" or "order"."""
	if kind == ADMINISTRATIVE:
		return "administrative"
	if kind != FINAL_JUDGMENT:
		return "not_prosecuted"
	if judgment_date < offence_date:
		return "order"
	return None if is_adult_on(birth_date, offence_date) else "juvenile"


def is_criminal_number(text: str) -> bool:
	"""Whether a document number is that of a criminal judgment, not of an administrative decision (…罚决字…)."""
	return bool(_CRIMINAL.fullmatch(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))))
