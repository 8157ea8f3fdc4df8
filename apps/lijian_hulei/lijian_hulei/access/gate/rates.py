"""How often strangers may call what is open to them. Counted in the site's cache, never in the database."""

import hashlib

import frappe

HOUR = 3600


def within(kind: str, value: str, limit: int, seconds: int = HOUR) -> bool:
	"""Counts one more call of `kind` by `value` (an address); False when there were more than `limit` in the time.

	Only a hash of the value is kept.
	"""
	key = f"hulei_rate:{kind}:{hashlib.sha256(value.encode()).hexdigest()}"
	count = (frappe.cache.get_value(key, expires=True) or 0) + 1
	frappe.cache.set_value(key, count, expires_in_sec=seconds)
	return count <= limit
