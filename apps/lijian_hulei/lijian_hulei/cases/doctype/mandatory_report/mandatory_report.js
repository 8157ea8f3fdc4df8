frappe.ui.form.on("Mandatory Report", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"area",
			{ level: ["in", ["Township", "Village", "Grid"]] },
			__("Only townships, villages and grids are listed.")
		);
		lijian_hulei.links.offer_stations(frm, "police_agency");
		frappe.meta.get_docfield("Report Step", "step").formatter = (value) => __(value || "");
	},

	onload(frm) {
		if (frm.is_new() && !frm.doc.discovered_at) frm.set_value("discovered_at", frappe.datetime.now_datetime());
		if (frm.is_new()) name_reporter(frm);
	},

	// Whoever reports for somebody else, or without a name, is not who is signed in.
	channel: name_reporter,
	is_anonymous: name_reporter,

	refresh(frm) {
		if (frm.is_new()) {
			frm.set_intro(
				__("A child is in danger now: call 110 first. Then report here at once; do not question the child again."),
				"red"
			);
			return;
		}
		if (frm.doc.is_late && frm.perm[1]?.read) {
			frm.set_intro(__("Reported {0} minutes after the discovery.", [frm.doc.minutes_to_report]), "orange");
		}
		frm.add_custom_button(__("Somebody Stops the Report"), () => report_obstruction(frm));
		if (frm.perm[2]?.write && frappe.model.can_create("Relief Case")) {
			frm.add_custom_button(__("Open Relief Case"), () =>
				frappe.new_doc("Relief Case", { minor: frm.doc.minor, report: frm.doc.name })
			);
		}
	},

	situation(frm) {
		if (!frm.doc.situation) return;
		frappe.db.get_value("Report Situation", frm.doc.situation, ["statute_text", "asks_age"]).then(({ message }) => {
			const hint = message.asks_age
				? " " + __("A girl under fourteen: report in any case, whether or not she says she agreed.")
				: "";
			frm.set_df_property("situation", "description", frappe.utils.escape_html(message.statute_text) + hint);
		});
	},

	after_save(frm) {
		const code = frappe.utils.escape_html(frm.doc.receipt_code || "");
		if (frm.hulei_receipt_shown || !code || frm.doc.status !== "Reported") return;
		frm.hulei_receipt_shown = true;
		frappe.msgprint({
			title: __("Your Report Has Arrived"),
			message: __("Receipt code: {0}", [`<b style="font-size:1.4em">${code}</b>`]),
			indicator: "green",
		});
		// Nobody can open an anonymous report again but those who handle it.
		if (frm.doc.is_anonymous && !frm.perm[1]?.read) frappe.set_route("List", "Mandatory Report");
	},
});

lijian_hulei.ask_before_steps("Mandatory Report", {
	"Accept Case": ["case_number"],
	"Do Not Accept": ["not_accepted_reason"],
	"Move to Another Authority": ["transferred_to"],
	"Hand Back": ["hand_back_reason"],
	Conclude: ["closing_result"],
});

/** Fills in what the user's own post says, or takes it back; what was chosen by hand stays. */
async function name_reporter(frm) {
	if (!frm.is_new()) return;
	const { message: own } = await frappe.call({ method: "lijian_hulei.api.cases.reporter", type: "GET" });
	// What somebody is does not name him, where he works may.
	const himself = frm.doc.channel === "On the Desk";
	fill_or_take_back(frm, "reporter_kind", own.kind, himself);
	fill_or_take_back(frm, "reporter_agency", own.agency, himself && !frm.doc.is_anonymous);
}

function fill_or_take_back(frm, field, value, is_own) {
	if (is_own && !frm.doc[field] && value) frm.set_value(field, value);
	if (!is_own && frm.doc[field] === value) frm.set_value(field, "");
}

function report_obstruction(frm) {
	frappe.prompt(
		[
			{ fieldname: "manner", fieldtype: "Small Text", label: __("How It Was Tried"), reqd: 1 },
			{
				fieldname: "by_whom",
				fieldtype: "Data",
				label: __("Post of Who Obstructed"),
				description: __("Only the police and the two offices see this; your unit does not."),
			},
		],
		(values) =>
			frappe
				.xcall("lijian_hulei.api.cases.save_obstruction", { report: frm.doc.name, ...values })
				.then(() => frappe.show_alert({ message: __("Taken in. Nothing of it shows on the report."), indicator: "green" })),
		__("Somebody Stops the Report"),
		__("Hand In")
	);
}
