"""The address that parents scan, and its picture for the poster of a school."""

import base64
import io

import pyqrcode
from frappe.utils import get_url


def feedback_address(token: str) -> str:
	return get_url(f"/feedback?p={token}")


def feedback_qr(token: str) -> str:
	"""An SVG picture of the address as a data address, made here: no service outside learns of it."""
	picture = io.BytesIO()
	pyqrcode.create(feedback_address(token), error="M").svg(
		picture, scale=6, quiet_zone=2, xmldecl=False, background="white"
	)
	return "data:image/svg+xml;base64," + base64.b64encode(picture.getvalue()).decode()
