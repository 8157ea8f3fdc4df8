// The steps of a new township (setup/onboarding.py). Frappe ticks a step when its button is clicked; here the server
// counts, each time the block is shown and each time a step comes back.

const FOLLOW = "lijian_hulei.api.onboarding.follow";
const OURS = ["Township Setup", "First Month"];
const Stock = frappe.widget.widget_factory.onboarding;

// Frappe gives a step more width than a telephone has.
const NARROW = "@media (max-width: 576px) { .onboarding-widget-box .onboarding-steps-wrapper { min-width: 0 !important; } }";
$("<style>").text(NARROW).appendTo(document.head);

const is_left = (step) => !(step.is_complete || step.is_skipped);

class CountedOnboarding extends Stock {
	async refresh() {
		await super.refresh();
		if (this.is_ours()) this.follow();
	}

	is_ours() {
		return OURS.some((name) => __(name) === this.label || name === this.label);
	}

	async follow() {
		const names = this.steps.map((step) => step.name);
		for (const found of await frappe.xcall(FOLLOW, { steps: names })) {
			Object.assign(this.steps.find((step) => step.name === found.name), found);
		}
		if (this.steps.some(is_left)) this.make_body();
		else this.was_left ? this.show_success() : this.widget.hide();
		this.was_left = this.steps.some(is_left);
	}

	/** Frappe calls this after a form was saved and on the way to a page. */
	mark_complete(step) {
		if (!this.is_ours()) return super.mark_complete(step);
		frappe.route_hooks = {};
		return this.follow();
	}

	go_to_page(step) {
		return this.is_ours() ? frappe.set_route(step.path) : super.go_to_page(step);
	}

	/** The report itself, without a message in front of it. */
	open_report(step) {
		if (!this.is_ours()) return super.open_report(step);
		return frappe.set_route("query-report", step.reference_report);
	}

	create_entry(step) {
		return this.is_ours() ? frappe.new_doc(step.reference_document) : super.create_entry(step);
	}
}

frappe.widget.widget_factory.onboarding = CountedOnboarding;
