frappe.ui.form.on("Household", {
	refresh(frm) {
		frm.toggle_display("minors_section", !frm.is_new());
		if (frm.is_new()) return;
		show_minors(frm);
		if (frappe.model.can_create("Minor")) {
			frm.add_custom_button(__("New Minor"), () =>
				frappe.new_doc("Minor", { household: frm.doc.name, area: frm.doc.area })
			);
		}
	},
});

function show_minors(frm) {
	const wrapper = frm.get_field("minors_html").$wrapper.empty();
	frappe.db
		.get_list("Minor", {
			filters: { household: frm.doc.name },
			fields: ["name", "minor_name", "birth_date", "grade", "status"],
			order_by: "birth_date asc",
			limit: 50,
		})
		.then((minors) => {
			if (!minors.length) {
				wrapper.html(`<p class="text-muted">${__("No minors recorded in this household.")}</p>`);
				return;
			}
			wrapper.html(`<div class="list-group">${minors.map(minor_line).join("")}</div>`);
		});
}

function minor_line(minor) {
	const colours = { Red: "red", Yellow: "yellow", Blue: "blue" };
	const active = minor.status === "Active";
	const label = active ? __(minor.grade || "No Grade") : __(minor.status);
	const colour = (active && colours[minor.grade]) || "gray";
	const age = __("{0} years old", [moment().diff(minor.birth_date, "years")]);
	return `<a class="list-group-item" href="/app/minor/${encodeURIComponent(minor.name)}">
		<span class="indicator-pill ${colour}">${label}</span>
		<b>${frappe.utils.escape_html(minor.minor_name)}</b>
		<span class="text-muted">${age}</span>
	</a>`;
}
