// "Today's Work" on the workspaces: shown inside the Custom HTML Block "Work Due".

frappe.provide("lijian_hulei.desk");

const GRADE_COLOURS = { Red: "red", Yellow: "yellow", Blue: "blue" };

const STYLE = `
	.head { display: flex; align-items: center; flex-wrap: wrap; gap: 8px 16px; margin-bottom: 8px; }
	.head h4 { margin: 0; font-size: 16px; }
	.head .btn-group { margin-left: auto; }
	.count b { font-size: 18px; }
	.count.late b { color: var(--red-600); }
	.line { display: flex; align-items: center; gap: 12px; padding: 8px 4px; border-top: 1px solid var(--border-color); }
	.line:hover { background: var(--fg-hover-color); }
	.line .what { flex: 1; min-width: 0; cursor: pointer; background: none; border: 0; padding: 0; text-align: left; color: inherit; }
	.line .what b { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
	.line .left { min-width: 84px; text-align: right; white-space: nowrap; }
	.line .left.late { color: var(--red-600); font-weight: 600; }
	.line .make { width: 92px; text-align: right; }
	.foot { border-top: 1px solid var(--border-color); padding-top: 8px; }
	@media (pointer: coarse) {
		.btn { min-height: 44px; min-width: 44px; }
		a.btn { display: inline-flex; align-items: center; }
		.line .what { min-height: 44px; }
	}
	@media (max-width: 575px) {
		.line { flex-wrap: wrap; justify-content: flex-end; gap: 4px 12px; }
		.line .what { flex: 1 0 100%; order: -2; }
		.line .what b { white-space: normal; }
		.line .left { min-width: 0; text-align: left; margin-right: auto; order: -1; }
		.line .make { width: auto; }
	}
`;

/** Fills `root` (the block's shadow root) with the most urgent work; "All" widens it from the user's own. */
lijian_hulei.desk.today_work = function (root) {
	const $box = $("<div>").appendTo(root);
	$("<style>").text(STYLE).appendTo(root);
	load($box, true, true);
};

function load($box, mine, first = false) {
	$box.attr("aria-busy", "true");
	frappe.call({ method: "lijian_hulei.api.today_work.today_work", type: "GET", args: { mine: mine ? 1 : 0 } }).then(({ message }) => {
		// Nothing of one's own is a poor first sight: show what the area owes.
		if (first && mine && !message.rows.length) return load($box, false);
		$box.removeAttr("aria-busy").empty().append(head($box, message), lines(message.rows), foot());
	});
}

function head($box, { mine, counts }) {
	const count = (number, label, late) =>
		$(`<span class="count ${late && number ? "late" : ""}"></span>`).append($("<b>").text(number), ` ${label}`);
	const button = (label, value) =>
		$(`<button type="button" class="btn btn-xs ${value === mine ? "btn-primary" : "btn-default"}"></button>`)
			.text(label)
			.attr("aria-pressed", value === mine)
			.on("click", () => load($box, value));
	return $(`<div class="head"></div>`).append(
		$("<h4>").text(__("Today's Work")),
		count(counts.overdue, __("overdue"), true),
		count(counts.today, __("due today")),
		count(counts.week, __("due in seven days")),
		counts.missed ? count(counts.missed, __("missed in past periods")) : "",
		$(`<div class="btn-group"></div>`).append(button(__("My Own"), true), button(__("All"), false))
	);
}

function lines(rows) {
	if (!rows.length) return $(`<p class="text-muted">`).text(__("Nothing is due. Well done."));
	return rows.map((row) =>
		$(`<div class="line"></div>`).append(
			$(`<button type="button" class="what"></button>`)
				.append(
					$("<b>").append(grade(row.grade), document.createTextNode(row.subject)),
					$(`<span class="text-muted"></span>`).text([row.title, row.area_name].filter(Boolean).join(" · "))
				)
				.on("click", () => frappe.set_route("Form", ...row.open)),
			$(`<span class="text-muted"></span>`).text(row.required > 1 || row.done ? `${row.done}/${row.required}` : ""),
			$(`<span class="left ${row.overdue && !row.missed ? "late" : ""}"></span>`).text(time_left(row)),
			$(`<span class="make"></span>`).append(row.make ? maker(row.make, row.missed) : opener(row.open))
		)
	);
}

function grade(name) {
	return name ? $(`<span class="indicator-pill no-indicator-dot mr-2 ${GRADE_COLOURS[name]}"></span>`).text(__(name)) : "";
}

function time_left({ days_left, overdue, missed }) {
	if (missed) return __("missed in past periods");
	if (days_left < 0) return __("{0} days overdue", [-days_left]);
	if (overdue) return __("overdue");
	return days_left === 0 ? __("Due today") : __("{0} days left", [days_left]);
}

/** For a period that is over only what was done in it counts: it may be entered late. */
function maker({ doctype, values }, missed) {
	const label = missed ? __("Enter Late") : doctype === "Visit" ? __("Record Visit") : __("Deal With It");
	return $(`<button type="button" class="btn btn-xs btn-default"></button>`)
		.text(label)
		.on("click", () => frappe.new_doc(doctype, values));
}

/** What is settled on the record itself, such as a referral that waits for its answer. */
function opener([doctype, name]) {
	if (doctype === "Obligation") return "";
	return $(`<button type="button" class="btn btn-xs btn-default"></button>`)
		.text(__("Deal With It"))
		.on("click", () => frappe.set_route("Form", doctype, name));
}

function foot() {
	return $(`<div class="foot"></div>`).append(
		$(`<button type="button" class="btn btn-xs btn-default"></button>`)
			.text(__("All Obligations"))
			.on("click", () => {
				frappe.route_options = { status: ["in", ["Open", "Overdue"]] };
				frappe.set_route("List", "Obligation", "List");
			}),
		frappe.model.can_create("Visit") ? $(`<a class="btn btn-xs btn-default ml-2" href="/visit"></a>`).text(__("Phone Page")) : ""
	);
}
