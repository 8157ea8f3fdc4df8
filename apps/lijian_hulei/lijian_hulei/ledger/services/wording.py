"""A grading in words. Written in the site's language, whoever saves, so that one verdict has one text."""

import frappe
from frappe import _

from lijian_hulei.ledger.rules.grading import Grading, Policy
from lijian_hulei.ledger.rules.vocabulary import Condition
from lijian_hulei.ledger.services.policies import factor_kinds


def reason_text(grading: Grading) -> str:
	"""Why this grade: what decided first, then what else stands (requirement A2)."""
	lang, values = site_language(), grading.reason_values
	sentences = [_first_sentence(grading, lang)]
	also = [code for code in values["factors"] if code not in values.get("deciding", values["factors"])]
	if also:
		sentences.append(_("Also noted: {0}.", lang).format(_names(also, lang)))
	if values["not_counted"] and grading.reason_key != "not_counted":
		sentences.append(
			_("Recorded without effect on the grade: {0}.", lang).format(_names(values["not_counted"], lang))
		)
	return ("" if lang.startswith("zh") else " ").join(sentences)


def rule_text(policy: Policy, number: int) -> str:
	"""The rule that decided, with its number in the policy; "" for none."""
	if not number:
		return ""
	lang, rule = site_language(), policy.rules[number - 1]
	if rule.condition == Condition.ANY_OF_CLASS:
		return _("Rule {0}: any factor of the class {1}", lang).format(number, _(rule.factor_class, lang))
	if rule.condition == Condition.DISTINCT_CLASSES:
		return _("Rule {0}: at least {1} items", lang).format(number, rule.minimum)
	return _("Rule {0}: any factor", lang).format(number)


def no_policy_text() -> str:
	return _("No grading policy is in force: the grade stays as it was.", site_language())


def factor_names(codes) -> str:
	"""Names of risk factors for messages to the session's user."""
	kinds = factor_kinds()
	return _(", ").join(kinds[code].name if code in kinds else code for code in codes)


def site_language() -> str:
	return frappe.get_system_settings("language") or "en"


def _first_sentence(grading: Grading, lang: str) -> str:
	values, grade = grading.reason_values, _(grading.grade, lang) if grading.grade else ""
	names = _names(values["factors"], lang)
	if grading.reason_key == "class":
		return _("{0} ({1}): rule {2} makes it {3}.", lang).format(
			_(values["factor_class"], lang), _names(values["deciding"], lang), grading.rule, grade
		)
	if grading.reason_key == "distinct":
		return _("{0} items ({1}), at least {2} are needed: rule {3} makes it {4}.", lang).format(
			values["items"], names, values["minimum"], grading.rule, grade
		)
	if grading.reason_key == "any":
		return _("{0}: rule {1} makes it {2}.", lang).format(names, grading.rule, grade)
	if grading.reason_key == "unmatched":
		return _("{0}: no rule of the policy fits, so there is no grade.", lang).format(names)
	if grading.reason_key == "not_counted":
		return _("Only factors outside the plan ({0}), so there is no grade.", lang).format(
			_names(values["not_counted"], lang)
		)
	return _("No risk factor holds at present.", lang)


def _names(codes: list[str], lang: str) -> str:
	kinds = factor_kinds()
	return _(", ", lang).join(kinds[code].name if code in kinds else code for code in codes)
