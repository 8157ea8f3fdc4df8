frappe.query_reports["Leaders Without Red Household"] = { filters: [] };
