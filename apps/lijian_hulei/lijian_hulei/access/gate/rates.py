"""How often strangers may call what is open to them. Counted in the site's cache, never in the database."""

import hashlib

import frappe
from redis.exceptions import ConnectionError as CacheUnreachable

HOUR = 3600


def within(kind: str, value: str, limit: int, seconds: int = HOUR) -> bool:
	"""Counts one more call of `kind` by `value` (an address); False when there were more than `limit` in the time.

	The time runs from the first call and is not prolonged by later ones. Both steps are one transaction of the
	cache, so that calls of one moment are each counted, whichever process they reach. Only a hash of the value
	is kept. Without a cache nothing is counted and everybody let in: a report must not fail for that.
	"""
	key = frappe.cache.make_key(f"hulei_calls:{kind}:{hashlib.sha256(value.encode()).hexdigest()}")
	try:
		with frappe.cache.pipeline(transaction=True) as counting:
			counting.set(key, 0, ex=seconds, nx=True)
			counting.incr(key)
			_started, count = counting.execute()
	except CacheUnreachable:
		return True
	return count <= limit
