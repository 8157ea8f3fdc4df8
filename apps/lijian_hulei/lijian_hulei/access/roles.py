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
SEALED_FIELD_READER = "Sealed Field Reader"

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
)
# Given to single persons on top of their post; kept when their post changes its roles.
ADD_ON_ROLES = (SEALED_FIELD_READER,)
ROLES = (*POSITION_ROLES, *ADD_ON_ROLES)

# May open a sealed field, each time with a reason.
REVEALING_ROLES = (SEALED_FIELD_READER, PROTECTION_OFFICE)
# Frappe's own: sees everything our scope limits for others.
UNLIMITED_ROLE = "System Manager"
