"""The roles of the app. A post (Position) is given some of them; nothing else gives access."""

PROTECTION_OFFICE = "Protection Office"
GOVERNANCE_OFFICE = "Governance Office"
LEADING_GROUP = "Leading Group"
LIAISON_LEADER = "Liaison Leader"
VILLAGE_CADRE = "Village Cadre"
POLICE_OFFICER = "Police Officer"
AUXILIARY_POLICE = "Auxiliary Police"
SCHOOL_OFFICER = "School Officer"
AGENCY_OFFICER = "Agency Officer"
SYSTEM_STEWARD = "System Steward"
JUSTICE_OFFICER = "Justice Officer"
CIVIL_AFFAIRS_OFFICER = "Civil Affairs Officer"
HEALTH_OFFICER = "Health Officer"
FAMILY_OFFICER = "Family Education Officer"
PUBLICITY_OFFICER = "Publicity Officer"
# The head of a school or unit, and whom he puts in charge of staff checks: nobody else learns a colleague's result.
STAFF_CHECK_OFFICER = "Staff Check Officer"
SEALED_FIELD_READER = "Sealed Field Reader"
RESTRICTED_REGISTER_READER = "Restricted Register Reader"

# What a Position may hold.
POSITION_ROLES = (
	PROTECTION_OFFICE,
	GOVERNANCE_OFFICE,
	LEADING_GROUP,
	LIAISON_LEADER,
	VILLAGE_CADRE,
	POLICE_OFFICER,
	AUXILIARY_POLICE,
	SCHOOL_OFFICER,
	AGENCY_OFFICER,
	SYSTEM_STEWARD,
	JUSTICE_OFFICER,
	CIVIL_AFFAIRS_OFFICER,
	HEALTH_OFFICER,
	FAMILY_OFFICER,
	PUBLICITY_OFFICER,
	STAFF_CHECK_OFFICER,
)
# Given to single persons on top of their post; kept when their post changes its roles.
ADD_ON_ROLES = (SEALED_FIELD_READER, RESTRICTED_REGISTER_READER)
ROLES = (*POSITION_ROLES, *ADD_ON_ROLES)

# May open a sealed field, each time with a reason.
REVEALING_ROLES = (SEALED_FIELD_READER, PROTECTION_OFFICE)
# Frappe's own: sees everything our scope limits for others.
UNLIMITED_ROLE = "System Manager"
