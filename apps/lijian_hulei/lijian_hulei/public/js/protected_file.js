// What every file with personal data has in common on the desk: a reason and a password asked for, the records of a
// list it is made of, and the way it reaches the disk.

const KEPT = 3000; // milliseconds until the browser has certainly begun to write the file

/** Fields for the dialog that asks for a file; `meant` tells what reason is expected. */
export const reason_and_password = (meant) => [
	{ fieldtype: "Section Break" },
	{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1, description: meant },
	{ fieldtype: "Section Break" },
	{
		fieldname: "password",
		fieldtype: "Password",
		label: __("Password of the File"),
		reqd: 1,
		description: __("Eight characters or more, letters as well as digits or signs. It is kept nowhere: without it nobody can open the file."),
	},
	{ fieldtype: "Column Break" },
	{ fieldname: "again", fieldtype: "Password", label: __("Password Again"), reqd: 1 },
];

/** Frappe would send what is typed to the server, sign by sign, to measure it. */
export function keep_password_here(dialog) {
	for (const name of ["password", "again"]) dialog.fields_dict[name].disable_password_checks?.();
}

/** Whether both passwords are the same; says so if they are not. */
export function is_typed_twice({ password, again }) {
	if (password !== again) frappe.msgprint({ message: __("The two passwords differ."), indicator: "red" });
	return password === again;
}

/** Filters for the rows of a list that are ticked, or for all that it shows. */
export function chosen_filters(list) {
	const chosen = list.get_checked_items(true);
	return chosen.length ? [[list.doctype, "name", "in", chosen]] : list.get_filters_for_args().map((one) => one.slice(0, 4));
}

/** By POST with the token, since each is counted; nothing opens a page. */
export const ask_for_file = (method, args) =>
	fetch(`/api/method/${method}`, {
		method: "POST",
		headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" },
		body: JSON.stringify(args),
	});

export async function save_file(answer, file_name) {
	const link = document.createElement("a");
	link.href = URL.createObjectURL(await answer.blob());
	link.download = file_name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
