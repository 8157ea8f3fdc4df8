"""The words of a duty: one constant each, used by rules, services, DocTypes and tests."""

PER_MONTH = "Per Month"
PER_QUARTER = "Per Quarter"
PER_HALF_YEAR = "Per Half Year"
PER_YEAR = "Per Year"
ONCE_BY_DATE = "Once By Date"
WITHIN_DAYS = "Within Days Of Event"
WITHIN_HOURS = "Within Hours Of Event"
FREQUENCIES = (PER_MONTH, PER_QUARTER, PER_HALF_YEAR, PER_YEAR, ONCE_BY_DATE, WITHIN_DAYS, WITHIN_HOURS)
EVENT_FREQUENCIES = (WITHIN_DAYS, WITHIN_HOURS)

OPEN = "Open"
MET = "Met"
MET_LATE = "Met Late"
OVERDUE = "Overdue"
CANCELLED = "Cancelled"
STATUSES = (OPEN, MET, MET_LATE, OVERDUE, CANCELLED)

HELPER = "Helper"
FIRST = "First Responsible"
SECOND = "Second Responsible"
DIRECT = "Direct Responsible"
AGENCY_OF_TYPE = "Agency Of Type"
POSITION_IN_AREA = "Position In Area"
OFFICER_ON_RECORD = "Officer On Record"
