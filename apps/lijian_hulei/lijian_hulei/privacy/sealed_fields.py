"""Which fields are sealed, and what is in them. A DocType's controller calls seal_fields and store_sealed."""

IDENTITY = "identity"
PHONE = "phone"
TEXT = "text"

SEALED: dict[str, dict[str, str]] = {
	"Minor": {"id_number": IDENTITY},
	"Minor Guardian": {"phone": PHONE},
	"Officer": {"mobile": PHONE},
	"Venue": {"phone": PHONE},
}
