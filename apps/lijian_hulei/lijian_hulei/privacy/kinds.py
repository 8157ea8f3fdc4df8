"""What each kind of sealed text looks like when it is right, and what its mask is."""

from frappe import _

from lijian_hulei.kernel.identity import InvalidIdentityNumber, parse_identity_number
from lijian_hulei.kernel.mask import mask_identity_number, mask_name, mask_phone, mask_text
from lijian_hulei.kernel.phone import InvalidPhone, normalise_phone
from lijian_hulei.privacy.sealed_fields import IDENTITY, NAME, PHONE

MASKS = {IDENTITY: mask_identity_number, PHONE: mask_phone, NAME: mask_name}


class WrongText(ValueError):
	"""The text does not fit its kind; the message is for the user and does not repeat the text."""


def normalise(kind: str, secret: str) -> str:
	"""The one way a text is sealed and searched. Raises WrongText."""
	try:
		if kind == IDENTITY:
			return parse_identity_number(secret).number
		if kind == PHONE:
			return normalise_phone(secret)
	except InvalidIdentityNumber as error:
		raise WrongText(_identity_message(error.reason)) from None
	except InvalidPhone:
		raise WrongText(
			_("it is neither a mobile number nor a landline with its area code, for example 0745-1234567")
		) from None
	return str(secret).strip()


def mask(kind: str, secret: str) -> str:
	return MASKS.get(kind, mask_text)(secret)


def _identity_message(reason: str) -> str:
	return {
		"length": _("an identity number has eighteen characters"),
		"characters": _("an identity number has seventeen digits and then a digit or X"),
		"division": _("its first two digits are no province"),
		"birth_date": _("the birthday in it does not exist"),
		"check": _("its last character does not fit the others: please compare it with the document"),
	}[reason]
