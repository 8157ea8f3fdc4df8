"""The order in which a bare machine becomes a bench with a site."""

from bootstrap import desk_assets, environment, packages, services, site
from bootstrap.bench import Bench
from bootstrap.console import Console, Step, say
from bootstrap.engine import restore


def prepare(bench: Bench, with_demo: bool, with_tests: bool = False, with_site: bool = True) -> None:
	"""Bring everything up to date. Steps whose inputs did not change say so and cost next to nothing."""
	say(f"Setting up {bench.root} (logs in logs/bootstrap)")
	console = Console(bench.logs / "bootstrap")

	def step(title: str, work, *arguments) -> Step:
		return Step(title, lambda log: work(bench, log, *arguments))

	console.run(
		Step("System packages", lambda log: packages.install(log, with_tests)),
		step("Configuration", services.write_configuration),
		step("Python environment", environment.create, with_tests),
		step("Frappe", restore.restore),
	)
	console.run_side_by_side(
		[
			step("Packages for the desk", desk_assets.install_packages, with_tests),
			step("Scripts and styles", desk_assets.build),
		],
		[
			step("Apps into the environment", environment.install_apps),
			step("The bench command", environment.create_bench_command),
			step("Database server", services.initialise_database),
		],
	)
	if not with_site:
		return
	with services.running(bench):
		console.run(
			step(f"Site {bench.site}", site.create),
			step("Migration", site.migrate),
		)
		if with_demo:
			console.run(step("Demo town", site.add_demo_town))
