// On Frappe's dashboards cards and charts bear their stored names, which are English; on workspaces the server has
// translated them already, and translating those again changes nothing.

const WIDGETS = ["number_card", "chart"];

for (const kind of WIDGETS) {
	const Stock = frappe.widget.widget_factory[kind];
	frappe.widget.widget_factory[kind] = class extends Stock {
		set_title(max_chars) {
			const { label } = this;
			this.label = __(label || this.name);
			super.set_title(max_chars);
			this.label = label;
		}
	};
}
