frappe.provide("lijian_hulei");

/** List formatter: a link that is a list's first column shows the title of its record, not its code or number. */
lijian_hulei.link_title = (value, field) => frappe.utils.get_link_title(field.options, value) || value;
