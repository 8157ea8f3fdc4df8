// Officers have their pages ready: the buttons for building pages are for who manages them.

if (frappe.boot && !frappe.user.has_role("Workspace Manager")) {
	$("<style>").text("[data-page-route='Workspaces'] .page-actions { display: none !important; }").appendTo(document.head);
}
