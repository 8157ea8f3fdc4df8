// Overdue duties by village and week, as a table whose cells are the darker the more is overdue: shown inside the
// Custom HTML Block "Overdue Heat". A cell opens the list of what it counts.

frappe.provide("lijian_hulei.desk");

const SHADES = [
	["transparent", "inherit"],
	["#fde3e0", "#5b1a12"],
	["#f7b3aa", "#5b1a12"],
	["#e2796b", "#2b0a06"],
	["#b93a2b", "#ffffff"],
	["#8a1c10", "#ffffff"],
];
const ROWS = 20;
const STYLE = `
	h4 { margin: 0 0 8px; font-size: 16px; }
	.frame { overflow-x: auto; }
	table { border-collapse: separate; border-spacing: 2px; width: 100%; min-width: 640px; font-size: 13px; }
	th { font-weight: 400; color: var(--text-muted); text-align: center; padding: 2px 4px; white-space: nowrap; }
	th[scope=row] { text-align: left; color: var(--text-color); position: sticky; left: 0; background: var(--fg-color); }
	td { padding: 0; }
	td.sum { text-align: right; padding: 0 6px; font-weight: 600; }
	button { width: 100%; min-width: 30px; height: 28px; border: 0; border-radius: 3px; cursor: pointer; }
	span.none { display: block; height: 28px; border-radius: 3px; background: var(--bg-light-gray, #f3f3f3); }
`;

lijian_hulei.desk.overdue_heat = function (root) {
	$("<style>").text(STYLE).appendTo(root);
	const $box = $("<div aria-busy='true'></div>").appendTo(root);
	frappe.call({ method: "lijian_hulei.api.desk_pictures.overdue_heat", type: "GET" }).then(({ message }) => {
		$box.removeAttr("aria-busy").append($("<h4>").text(__("Overdue by Village and Week")), body(message));
	});
};

function body({ weeks, days, villages }) {
	const most = Math.max(0, ...villages.flatMap((village) => village.counts));
	if (!most) return $(`<p class="text-muted"></p>`).text(__("Nothing is overdue. Well done."));
	const heads = weeks.map((week) => $(`<th scope="col"></th>`).text(week));
	const table = $("<table>").append(
		$("<thead>").append($("<tr>").append($("<th>").text(__("Week from")), heads, $("<th>").text(__("Total")))),
		$("<tbody>").append(villages.slice(0, ROWS).map((village) => line(village, days, most)))
	);
	const more = villages.length - ROWS;
	return [$(`<div class="frame"></div>`).append(table), more > 0 ? $(`<p class="text-muted"></p>`).text(__("{0} more villages", [more])) : ""];
}

function line({ area, name, counts }, days, most) {
	const cells = counts.map((count, week) => $("<td>").append(count ? cell(area, name, count, days[week], most) : "<span class='none'></span>"));
	const sum = counts.reduce((one, other) => one + other, 0);
	return $("<tr>").append($(`<th scope="row"></th>`).text(name), cells, $(`<td class="sum"></td>`).text(sum || ""));
}

/** The scale goes by the square root: one village with very much overdue leaves the others their shades. */
function cell(area, name, count, [from, to], most) {
	const [colour, text] = SHADES[Math.max(1, Math.ceil(Math.sqrt(count / most) * (SHADES.length - 1)))];
	return $(`<button type="button"></button>`)
		.text(count)
		.css({ background: colour, color: text })
		.attr("title", __("{0}: {1} overdue of the week from {2}", [name, count, from]))
		.on("click", () => {
			frappe.route_options = {
				area: ["descendants of (inclusive)", area],
				status: ["in", ["Open", "Overdue"]],
				due_at: ["between", [from, to]],
			};
			frappe.set_route("List", "Obligation", "List");
		});
}
