const COLOURS = { Queued: "gray", Running: "blue", Ready: "green", Failed: "red", Expired: "yellow" };

frappe.listview_settings["Protected Export"] = {
	hide_name_column: true,
	get_indicator: ({ status }) => [__(status), COLOURS[status], `status,=,${status}`],
};
