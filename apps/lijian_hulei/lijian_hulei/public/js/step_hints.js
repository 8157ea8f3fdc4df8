// A step of a workflow that waits for a word is not offered until the word is saved. Here the form says which word.

const WAITS = /^\s*doc\.\w+( == '[^']+')?(\s+and\s+doc\.\w+( == '[^']+')?)*\s*$/;

$(document).on("form-refresh", (_event, frm) => {
	if (frm.is_new() || frm.read_only || !frm.state_fieldname) return;
	const said = new Set();
	for (const step of steps_of(frm)) {
		const words = missing(frm, step.condition);
		if (!words.length || said.has(step.action)) continue;
		said.add(step.action);
		frm.set_intro(
			__("{0}: first fill in {1} and save, then choose it under Actions.", [__(step.action), words.join("、")]),
			"blue"
		);
	}
});

function steps_of(frm) {
	const { transitions } = frappe.workflow.workflows[frm.doctype] || {};
	const state = frm.doc[frm.state_fieldname];
	return (transitions || []).filter((step) => step.state === state && frappe.user_roles.includes(step.allowed));
}

/** Labels of the fields that the condition asks for and that are blank; none where it asks for something else. */
function missing(frm, condition) {
	if (!WAITS.test(condition || "")) return [];
	const fields = [...condition.matchAll(/doc\.(\w+)/g)].map(([, name]) => frappe.meta.get_docfield(frm.doctype, name));
	const blank = fields.filter((df) => !frm.doc[df?.fieldname]);
	const may_fill = (df) =>
		df && df.fieldtype !== "Check" && !df.read_only && frm.get_perm(df.permlevel || 0, "write");
	return blank.every(may_fill) ? blank.map((df) => __(df.label)) : [];
}
