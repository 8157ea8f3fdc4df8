"""Encryption of sealed texts with the site's key, and the keyed index by which equal texts are found.

Keys: everything is derived from `encryption_key` of the site's configuration, by HMAC-SHA256 with a label, so
the database alone opens nothing. Rotation: put the old key into the list `previous_encryption_keys`, set the
new one as `encryption_key`, then run privacy.services.reseal_all(); until it has finished both keys open and
both indexes are searched. Losing every key loses the sealed texts: it belongs into the backup, apart from the dumps.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

import frappe
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from frappe import _
from frappe.utils.password import get_encryption_key

CIPHER_LABEL = b"lijian_hulei sealed value cipher 1"
INDEX_LABEL = b"lijian_hulei sealed value index 1"
ENDING_LABEL = b"lijian_hulei sealed value ending 1"
ENDING_LENGTH = 4


class SealBroken(frappe.ValidationError):
	"""A sealed text cannot be opened with any key this site has."""


def encrypt(secret: str) -> str:
	return _cipher(_site_keys()).encrypt(secret.encode()).decode()


class Sealer:
	"""encrypt() and blind_index() for many texts: the site's keys are read once."""

	def __init__(self) -> None:
		keys = _site_keys()
		self._encrypt, self._key = _cipher(keys).encrypt, keys[0]

	def __call__(self, doctype: str, fieldname: str, secret: str) -> tuple[str, str, str]:
		"""The ciphertext, the blind index and the index of the last characters of one text."""
		return (
			self._encrypt(secret.encode()).decode(),
			_index(self._key, doctype, fieldname, secret),
			_index(self._key, doctype, fieldname, secret[-ENDING_LENGTH:], ENDING_LABEL),
		)


def decrypt(ciphertext: str) -> str:
	"""Raises SealBroken when the key is not the one it was sealed with."""
	try:
		return _cipher(_site_keys()).decrypt(ciphertext.encode()).decode()
	except InvalidToken:
		frappe.throw(
			_(
				"The sealed text cannot be opened: the site's encryption key is not the one it was sealed with."
			),
			exc=SealBroken,
			title=_("Sealed Text Cannot Be Opened"),
		)


def blind_index(doctype: str, fieldname: str, secret: str) -> str:
	"""The same for the same text in the same field, meaningless without the key, different between fields."""
	return _index(_site_keys()[0], doctype, fieldname, secret)


def blind_indexes(doctype: str, fieldname: str, secret: str) -> list[str]:
	"""The index under the present key and under each previous one, for searching during a rotation."""
	return [_index(key, doctype, fieldname, secret) for key in _site_keys()]


def ending_indexes(doctype: str, fieldname: str, ending: str) -> list[str]:
	"""By these the texts are found that end with the four characters `ending`. Never shown or sent."""
	return [_index(key, doctype, fieldname, ending, ENDING_LABEL) for key in _site_keys()]


def _site_keys() -> tuple[str, ...]:
	return (get_encryption_key(), *(frappe.conf.get("previous_encryption_keys") or ()))


@lru_cache(maxsize=4)
def _cipher(secret_keys: tuple[str, ...]) -> MultiFernet:
	return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, CIPHER_LABEL))) for key in secret_keys])


@lru_cache(maxsize=8)
def _derive(key: str, label: bytes) -> bytes:
	return hmac.new(key.encode(), label, hashlib.sha256).digest()


def _index(key: str, doctype: str, fieldname: str, secret: str, label: bytes = INDEX_LABEL) -> str:
	message = "\0".join((doctype, fieldname, secret)).encode()
	return hmac.new(_derive(key, label), message, hashlib.sha256).hexdigest()
