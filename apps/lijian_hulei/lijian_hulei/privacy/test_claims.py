"""Two connections that want the same identity number at one moment. What they commit is taken away again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Event, Thread

import frappe

from lijian_hulei.kernel.identity import make_identity_number
from lijian_hulei.ledger.services import errors
from lijian_hulei.patches import claim_identity_numbers
from lijian_hulei.privacy import services
from lijian_hulei.privacy.services import AlreadySealed
from lijian_hulei.testing.base import SAVEPOINT, HuleiTestCase
from lijian_hulei.testing.factories import make_minor

BORN = date(2016, 2, 9)
NUMBER = make_identity_number("431222", BORN, 902)
PATIENCE = 60  # seconds until a thread that hangs fails the test
FIRST, SECOND, THIRD = (f"MIN-CLAIM-{letter}" for letter in "ABC")


def seal(name: str) -> None:
	services.seal_many([("Minor", name, "id_number", NUMBER)])


class Elsewhere:
	"""Work on a connection of its own, as another worker of the site would do it; `error` is what it raised."""

	def __init__(self, work: Callable[[], None]) -> None:
		self.error: Exception | None = None
		self._site, self._work = frappe.local.site, work
		self._thread = Thread(target=self._run, daemon=True)
		self._thread.start()

	def result(self) -> Exception | None:
		self._thread.join(PATIENCE)
		assert not self._thread.is_alive(), "the other connection hangs"
		return self.error

	def _run(self) -> None:
		frappe.init(site=self._site)
		frappe.connect()
		try:
			self._work()
			frappe.db.commit()
		except Exception as error:
			self.error = error
			frappe.db.rollback()
		finally:
			frappe.destroy()


def forget_claims() -> None:
	frappe.db.delete("Sealed Value", {"reference_name": ("in", (FIRST, SECOND, THIRD))})


class TestClaims(HuleiTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(self._start_anew)

	@staticmethod
	def _start_anew() -> None:
		"""Ends our transaction, whose locks and view of the database would stand in the others' way."""
		frappe.db.rollback()
		frappe.db.savepoint(SAVEPOINT)
		assert Elsewhere(forget_claims).result() is None

	def test_a_number_committed_since_our_transaction_began_is_refused(self):
		make_minor()  # our transaction has its view of the database from here on
		self.assertIsNone(Elsewhere(lambda: seal(FIRST)).result())
		self.assertEqual(services.find_by_sealed("Minor", "id_number", NUMBER), [], "looking cannot show it")
		with self.assertRaises(errors.DuplicateMinor) as refusal:
			make_minor(id_number=NUMBER, birth_date=BORN, sex="Female")
		self.assertNotIn(NUMBER, str(refusal.exception))

	def test_of_two_at_one_moment_one_gets_the_number(self):
		for gives_up, refused in ((False, AlreadySealed), (True, type(None))):
			with self.subTest(first_gives_up=gives_up):
				self._start_anew()
				self.assertIsInstance(self._race(gives_up), refused)
				self.assertEqual(self._holders(), [SECOND if gives_up else FIRST])

	def _race(self, gives_up: bool) -> Exception | None:
		"""FIRST holds the number uncommitted when SECOND asks for it; returns what SECOND met."""
		held, second_began = Event(), Event()

		def first() -> None:
			seal(FIRST)
			held.set()
			second_began.wait(PATIENCE)
			if gives_up:
				frappe.db.rollback()

		def second() -> None:
			second_began.set()
			seal(SECOND)

		one = Elsewhere(first)
		self.assertTrue(held.wait(PATIENCE))
		other = Elsewhere(second)
		self.assertIsNone(one.result())
		return other.result()

	def _holders(self) -> list[str]:
		found: list[str] = []
		Elsewhere(lambda: found.extend(services.find_by_sealed("Minor", "id_number", NUMBER))).result()
		return found

	def test_a_batch_with_one_number_twice_is_refused(self):
		with self.assert_refused(AlreadySealed):
			services.seal_many([("Minor", name, "id_number", NUMBER) for name in (FIRST, SECOND)])

	def test_changing_clearing_and_repeating_set_the_number_free(self):
		other = make_identity_number("431222", BORN, 904)
		seal(FIRST)
		seal(FIRST)
		services.seal_many([("Minor", FIRST, "id_number", other)])
		seal(SECOND)
		with suppress(AlreadySealed):
			seal(FIRST)
			self.fail("the number is SECOND's now")
		frappe.db.delete("Sealed Value", {"reference_name": SECOND})
		seal(THIRD)

	def test_numbers_of_before_are_claimed_and_doubles_left_to_people(self):
		sealed = frappe.qb.DocType("Sealed Value")
		seal(SECOND)
		frappe.qb.update(sealed).set(sealed.claimed_index, None).where(sealed.reference_name == SECOND).run()
		seal(FIRST)
		frappe.qb.update(sealed).set(sealed.claimed_index, None).where(sealed.reference_name == FIRST).run()
		claim_identity_numbers.execute()
		claimed = frappe.db.get_value("Sealed Value", {"reference_name": FIRST}, "claimed_index")
		self.assertTrue(claimed)
		self.assertIsNone(frappe.db.get_value("Sealed Value", {"reference_name": SECOND}, "claimed_index"))
