"""The library for parents, without login: by subject, one text at a time."""

from itertools import groupby
from operator import itemgetter

import frappe
from frappe.utils import formatdate

from lijian_hulei.sharing.services.library import published, read

no_cache = 1
no_sitemap = 1


def get_context(context) -> None:
	context.page = "library"
	name = str(frappe.form_dict.get("r") or "")[:140]
	if name:
		context.chosen = read(name)
		context.missing = not context.chosen
		if context.chosen:
			context.chosen.day = formatdate(context.chosen.published_on)
		return
	found = sorted(published(), key=itemgetter("subject_matter"))
	context.subjects = [
		(subject, list(own)) for subject, own in groupby(found, key=itemgetter("subject_matter"))
	]
