"""Counting calls: each one once, from however many processes they come, and for a fixed time."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from unittest.mock import patch

import frappe
from redis.exceptions import ConnectionError as CacheUnreachable

from lijian_hulei.access.gate.rates import within
from lijian_hulei.testing.base import HuleiTestCase

CALLS, THREADS, PROCESSES = 120, 12, 4


class TestRates(HuleiTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.kind = f"test-{frappe.generate_hash(length=8)}"
		self.addCleanup(self.forget)

	def keys(self) -> list[bytes]:
		return frappe.cache.keys(frappe.cache.make_key(f"hulei_calls:{self.kind}*"))

	def forget(self) -> None:
		for key in self.keys():
			frappe.cache.delete(key)

	def test_the_limit_is_the_last_call_let_in(self):
		answers = [within(self.kind, "10.0.0.1", 3) for _call in range(5)]
		self.assertEqual(answers, [True, True, True, False, False])
		self.assertTrue(within(self.kind, "10.0.0.2", 3))

	def test_calls_of_one_moment_are_each_counted(self):
		def call(_number: int) -> bool:
			return within(self.kind, "10.0.0.1", 50)

		with ThreadPoolExecutor(THREADS) as pool:
			waiting = [pool.submit(copy_context().run, call, number) for number in range(CALLS)]
			answers = [future.result() for future in waiting]
		self.assertEqual((answers.count(True), answers.count(False)), (50, CALLS - 50))

	def test_so_are_those_of_several_processes(self):
		children = [self.child() for _process in range(PROCESSES)]
		let_in = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
		self.assertEqual(let_in, 50)

	def child(self) -> int:
		"""A process that calls thirty times and ends with the number of calls let in."""
		child = os.fork()
		if child:
			return child
		let_in = 255
		try:
			let_in = sum(within(self.kind, "10.0.0.1", 50) for _call in range(CALLS // PROCESSES))
		finally:
			os._exit(let_in)  # nothing of the parent's is cleaned up twice

	def test_the_time_runs_from_the_first_call_and_no_address_is_kept(self):
		within(self.kind, "10.0.0.1", 3, seconds=60)
		(key,) = self.keys()
		frappe.cache.expire(key, 20)
		within(self.kind, "10.0.0.1", 3, seconds=60)
		self.assertTrue(0 < frappe.cache.ttl(key) <= 20)
		self.assertNotIn(b"10.0.0.1", key)

	def test_without_a_cache_everybody_is_let_in(self):
		with patch.object(frappe.cache, "pipeline", side_effect=CacheUnreachable):
			self.assertTrue(within(self.kind, "10.0.0.1", 0))
