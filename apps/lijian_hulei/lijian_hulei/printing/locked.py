"""A PDF that only its password opens: batches of prints, and what leaves with an accountability file."""

from io import BytesIO
from secrets import token_urlsafe

from pypdf import PdfWriter
from pypdf.constants import UserAccessPermissions


def locked(writer: PdfWriter, password: str) -> bytes:
	"""The PDF encrypted with AES-256; printing is allowed, copying and changing are not.

	Whoever opens it with `password` is held to that: the owner's password, which would lift it, is random and kept
	nowhere.
	"""
	writer.encrypt(
		user_password=password,
		owner_password=token_urlsafe(32),
		permissions_flag=UserAccessPermissions.PRINT,
		algorithm="AES-256",
	)
	written = BytesIO()
	writer.write(written)
	return written.getvalue()
