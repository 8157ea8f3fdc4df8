"""Who counts as a child without a helper, for the card, the report and the steps of setting up alike."""

import frappe

from lijian_hulei.care.services import end_pairing
from lijian_hulei.care.services.unhelped import is_unhelped
from lijian_hulei.testing import factories as make
from lijian_hulei.testing.base import HuleiTestCase


class TestUnhelped(HuleiTestCase):
	def unhelped(self, *minors) -> set[str]:
		minor = frappe.qb.DocType("Minor")
		query = frappe.qb.from_(minor).select(minor.name).where(is_unhelped(minor))
		return set(query.run(pluck=True)) & {minor.name for minor in minors}

	def test_graded_on_the_ledger_and_in_no_running_pairing(self):
		village = make.make_area().name
		helper = make.make_officer(area=village).name
		alone, helped, left_alone, gone = (make.make_minor(village, ["smoking"]) for _number in range(4))
		ungraded = make.make_minor(village)
		make.make_pairing(helped.name, helper)
		make.make_pairing(left_alone.name, helper)
		ended = frappe.get_doc("Support Pairing", {"minor": left_alone.name})
		end_pairing(ended.name, "测试")
		frappe.db.set_value("Minor", gone.name, "status", "Moved Out")
		everybody = (alone, helped, left_alone, gone, ungraded)
		self.assertEqual(self.unhelped(*everybody), {alone.name, left_alone.name})
