frappe.listview_settings["Worker"] = {
	add_fields: ["status", "last_checked_on", "next_check_due_on"],
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		if (doc.status === "Applicant") return [__("Applicant"), "blue", "status,=,Applicant"];
		if (doc.status === "Work Stopped") return [__("Work Stopped"), "red", "status,=,Work Stopped"];
		if (!["In Post", "In Post Unchecked"].includes(doc.status)) {
			return [__(doc.status), "gray", `status,=,${doc.status}`];
		}
		if (!doc.last_checked_on) return [__("Never Checked"), "red", "last_checked_on,is,not set"];
		if (doc.next_check_due_on < today) return [__("Check Overdue"), "red", `next_check_due_on,<,${today}`];
		const soon = frappe.datetime.add_days(today, 30);
		if (doc.next_check_due_on <= soon) return [__("Check Due Soon"), "orange", `next_check_due_on,<=,${soon}`];
		if (doc.status === "In Post Unchecked") {
			return [__("In Post Unchecked"), "yellow", "status,=,In Post Unchecked"];
		}
		return [__("Check Valid"), "green", `next_check_due_on,>,${soon}`];
	},
};
