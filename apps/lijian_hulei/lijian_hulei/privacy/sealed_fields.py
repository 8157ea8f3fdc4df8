"""Which fields are sealed, and what is in them. A DocType's controller calls seal_fields and store_sealed."""

IDENTITY = "identity"
PHONE = "phone"
TEXT = "text"
NAME = "name"  # the family name stays visible

# Fields in which no text may be sealed twice: one identity number, one minor (requirement R10). The database itself
# refuses the second, also when both are saved at one moment. Checks, lists and bans may name one person many times.
UNIQUE: frozenset[tuple[str, str]] = frozenset({("Minor", "id_number")})

SEALED: dict[str, dict[str, str]] = {
	"Minor": {"id_number": IDENTITY},
	"Minor Guardian": {"phone": PHONE},
	"Officer": {"mobile": PHONE},
	"Venue": {"phone": PHONE},
	"Parent Feedback": {"contact": PHONE},
	"Mandatory Report": {
		"reporter_name": TEXT,
		"reporter_phone": PHONE,
		"victim_name": TEXT,
		"victim_id_number": IDENTITY,
		"victim_contact": PHONE,
	},
	"Referral": {"child_name": TEXT, "contact_phone": PHONE},
	"Expert": {"phone": PHONE},
	"Care Delegation": {"phone": PHONE},
	"Worker": {"id_number": IDENTITY, "phone": PHONE},
	"Employment Ban": {"person_name": NAME, "id_number": IDENTITY, "judgment_number": TEXT},
	"Restricted Person": {"person_name": NAME, "id_number": IDENTITY, "judgment_number": TEXT},
}
