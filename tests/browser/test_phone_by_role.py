"""Each role's most used lists and forms on a phone 390 px wide: nothing to shove sideways, everything big enough for a finger."""

import pytest

from tests.browser.test_use_by_all import FINGER, TOO_WIDE
from tests.browser.walking import Walk

MOST_USED = {
	"village": ("Minor", "Visit", "Obligation", "Follow Up", "Household"),
	"office": ("Minor", "Mandatory Report", "Relief Case", "Obligation", "Visit"),
	"governance": ("Obligation", "Compliance Report", "Bulletin", "Campus Hazard", "Joint Meeting"),
	"school": ("Minor", "Education Activity", "Campus Check", "School Report", "Obligation"),
	"police": ("Venue", "Rectification Order", "Mandatory Report", "Legal Vice Principal", "Obligation"),
}
# What is pressed in lists and forms. A square is pressed around itself, a title with its whole row, a link in the history
# stands in a sentence; rows of tables open under a finger as a whole.
SMALL = """least => [...document.querySelectorAll("button, select, input:not([type=hidden]), textarea, a.btn, .document-link-badge, .list-row, .nav-link")]
	.filter((one) => one.closest(".page-container, .navbar") && one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }))
	.filter((one) => !one.closest(".grid-row, .datepicker, .ql-toolbar, .timeline-item"))
	.filter((one) => {
		const box = one.getBoundingClientRect();
		if (!box.width || !box.height) return false;
		const around = one.matches("[type=checkbox]") ? getComputedStyle(one, "::after").inset : "";
		return box.height - 2 * Math.min(0, parseFloat(around) || 0) < least - 0.5;
	})
	.map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("user", MOST_USED)
def test_a_role_works_with_its_fingers(login, user):
	person = login(user, phone=True, by_form=False, width=390)
	walk = Walk(person.page)
	person.open("/app")
	walk.settle()
	found = {}
	for doctype in walk.readable(MOST_USED[user]):
		name = walk.first_record(doctype)
		for route in (("List", doctype, "List"), *([("Form", doctype, name)] if name else [])):
			walk.route(*route)
			too_wide = person.page.evaluate(TOO_WIDE)
			small = person.page.evaluate(SMALL, FINGER)
			if too_wide > 0 or small:
				found[route] = (too_wide, small)
	assert found == {}
