import calendar

import frappe
from frappe import _
from frappe.model.document import Document

# The closed range of whole numbers each field may take.
RANGES = {
	"retention_years": (0, 30),
	"photo_max_edge": (480, 4000),
	"leader_household_minimum": (0, 20),
	"canvass_month": (1, 12),
	"canvass_day": (1, 31),
	"arrival_days": (1, 90),
	"duty_close_hour": (0, 23),
	"remind_digest_hour": (0, 23),
	"auxiliary_report_day": (1, 28),
	"grace_days": (0, 31),
	"feedback_reply_days": (1, 60),
	"inspection_minimum_gap_days": (0, 28),
	"minimum_inspectors": (1, 10),
	"background_query_days": (1, 730),
	"background_query_remind_days": (0, 180),
	"accountability_approvals": (1, 5),
}


class WrongSetting(frappe.ValidationError):
	"""A setting lies outside what the system can follow."""


class HuleiSettings(Document):
	"""How the town reads the plan where it is silent or ambiguous (A5-A25); the grades are in Grading Policy."""

	def validate(self) -> None:
		self.check_ranges()
		self.check_canvass_date()
		self.check_township()

	def check_ranges(self) -> None:
		for fieldname, (low, high) in RANGES.items():
			if not low <= (self.get(fieldname) or 0) <= high:
				frappe.throw(
					_("{0} must lie between {1} and {2}.").format(
						_(self.meta.get_label(fieldname)), low, high
					),
					exc=WrongSetting,
					title=_("Wrong Setting"),
				)

	def check_canvass_date(self) -> None:
		if self.canvass_day > calendar.monthrange(2023, self.canvass_month)[1]:
			frappe.throw(
				_("Month {0} has no day {1}.").format(self.canvass_month, self.canvass_day),
				exc=WrongSetting,
				title=_("Wrong Setting"),
			)

	def check_township(self) -> None:
		if self.township and frappe.db.get_value("Area", self.township, "level") != "Township":
			frappe.throw(
				_("The township must be an area of level township."),
				exc=WrongSetting,
				title=_("Wrong Setting"),
			)
