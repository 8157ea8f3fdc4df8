"""Published information for parents and the public, without login."""

from frappe.utils import formatdate
from frappe.utils.html_utils import sanitize_html

from lijian_hulei.sharing.services.bulletins import public_notices

no_cache = 1
no_sitemap = 1


def get_context(context) -> None:
	context.page = "notices"
	context.notices = [
		{**notice, "content": sanitize_html(notice.content), "day": formatdate(notice.published_at)}
		for notice in public_notices()
	]
