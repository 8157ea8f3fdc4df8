"""The page /feedback: parents write to the school or the office, and read the answer by a code. No login, no child.

Nothing of what was sent is given back, and nothing says whether a child, a phone or a record is known here.
"""

import frappe
from frappe import _

from lijian_hulei.api.public.limits import limit
from lijian_hulei.sharing.services import feedback

SENT_EACH, SENT_ALL = 5, 200
ASKED_EACH, ASKED_ALL = 20, 2000


@frappe.whitelist(allow_guest=True, methods=["POST"])
def send_feedback(
	topic: str, content: str, point: str = "", contact: str = "", wants_call: int = 0, website: str = ""
) -> dict:
	"""Takes one feedback; {"code"} is what the answer is asked for by. `website` is a field that people do not see."""
	# open because parents have no account; limited, checked and stored without their seeing anything
	limit("feedback", SENT_EACH, SENT_ALL)
	if website:
		feedback.refuse_machine()
	code = feedback.receive(
		str(point)[:64],
		str(topic)[:140],
		str(content)[: feedback.LONGEST + 1],
		str(contact),
		bool(int(wants_call or 0)),
	)
	return {"code": code}


@frappe.whitelist(allow_guest=True, methods=["POST"])
def read_answer(code: str) -> dict:
	"""State and answer behind a code; one and the same refusal for a wrong code and for one that never was."""
	# open because the code is what is checked
	limit("feedback_answer", ASKED_EACH, ASKED_ALL)
	answer = feedback.answer_by(str(code)[:60])
	if not answer:
		frappe.throw(
			_("There is no feedback with this code. Please check it character by character."),
			exc=feedback.FeedbackRefused,
			title=_("Wrong Code"),
		)
	answer["state"] = _(answer["state"], context="Parent Feedback")
	return answer
