import re

import frappe
from frappe import _
from frappe.model.document import Document

from lijian_hulei.organisation.services import check_code

ARTICLE = re.compile(r"刑法第[一二三四五六七八九十百零]+条(之[一二三四五六七八九十])?.*")


class NotAnArticle(frappe.ValidationError):
	"""An offence is listed by its article of the Criminal Law."""


class ListedOffence(Document):
	"""One offence of the closed list for the register of restricted persons (ambiguity A16)."""

	def validate(self):
		check_code(self)
		if not ARTICLE.fullmatch((self.law_article or "").strip()):
			frappe.throw(
				_("Name the article of the Criminal Law, for example {0}.").format("刑法第二百三十六条"),
				exc=NotAnArticle,
				title=_("Article Missing"),
			)
