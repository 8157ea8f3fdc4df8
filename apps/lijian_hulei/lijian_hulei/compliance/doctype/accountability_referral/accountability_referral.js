frappe.ui.form.on("Accountability Referral", {
	setup(frm) {
		lijian_hulei.links.offer(
			frm,
			"place_area",
			{ level: ["in", ["Village", "Grid"]] },
			__("Only villages and grids are listed.")
		);
	},
	refresh(frm) {
		const fixed = !["Collecting Facts", "Returned"].includes(frm.doc.status) && !frm.is_new();
		for (const field of ["basis", "case_date", "place_kind", "place_area", "agency", "venue", "case_reference", "summary", "source_doctype", "source_name", "looks_back_months"]) {
			frm.set_df_property(field, "read_only", fixed ? 1 : 0);
		}
		if (!fixed) {
			frm.set_intro(__("The facts are read anew at each save and fixed when the file is sent for approval. Write no judgement."), "blue");
		}
		if (frm.doc.docstatus === 1) {
			frm.add_custom_button(__("Take Out the Sealed File"), () => take_out(frm));
		}
	},
});

function take_out(frm) {
	frappe.prompt(
		[
			{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
			{
				fieldname: "password",
				fieldtype: "Data",
				label: __("Password of the File"),
				description: __("At least 10 characters of three kinds. Give it to the receiver by another way; it is not kept."),
				reqd: 1,
			},
		],
		(values) => open_url_post("/api/method/lijian_hulei.api.accountability.take_out_file", { name: frm.doc.name, ...values }),
		__("Take Out the Sealed File"),
		__("Take Out")
	);
}
