"""The demonstration town's letter head, with its logo; the steward changes it like any other."""

import frappe

from lijian_hulei.printing.letter_heads import DOCTYPE, TOWNSHIP_FIELD
from lijian_hulei.setup.demo.places import TOWNSHIP

NAME = "官庄镇信头"
HEAD = """<table style="width: 100%; border: 0">
<tr>
<td style="width: 16mm; border: 0"><img src="/assets/lijian_hulei/images/hulei-logo.svg" style="width: 13mm"></td>
<td style="border: 0; font-size: 14pt; font-weight: bold; vertical-align: middle">沅陵县官庄镇未成年人保护工作站</td>
<td style="border: 0; text-align: right; font-size: 9pt; color: #666666">官庄镇上街社区（演示地址）<br>电话：0745-0000000（演示）</td>
</tr>
</table>"""
FOOT = """<div style="text-align: center; font-size: 9pt; color: #666666">官庄镇人民政府印制</div>"""


def make() -> None:
	"""Once; Frappe sets a new one to be made from an attached picture, so its text is written afterwards."""
	if frappe.db.exists(DOCTYPE, {TOWNSHIP_FIELD: TOWNSHIP}):
		return
	head = frappe.get_doc({"doctype": DOCTYPE, "letter_head_name": NAME, TOWNSHIP_FIELD: TOWNSHIP})
	head.insert(ignore_permissions=True)  # run from the command line
	head.update({"source": "HTML", "footer_source": "HTML", "content": HEAD, "footer": FOOT})
	head.save(ignore_permissions=True)
