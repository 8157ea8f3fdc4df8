"""Wiring of lijian_hulei into Frappe: live keys only."""

app_name = "lijian_hulei"
app_title = "Lijian Hulei"
app_publisher = "Lijian Hulei"
app_description = "Protection of minors in a township: ledger, risk grading, visits, duties and the month-end report"
app_email = "maintainers@lijian-hulei.example"
app_license = "mit"
