"""`python3 -m bootstrap start`: from a bare machine to a served town, every step resumable. See ./start --help."""

import argparse
import sys

from bootstrap import official, serve, setup
from bootstrap.bench import DEFAULT_PORT, Bench
from bootstrap.console import StepFailed, fail, say


def main() -> None:
	arguments = _parse(sys.argv[1:])
	bench = Bench(port=arguments.port, address=arguments.address)
	try:
		with_demo = not arguments.no_demo
		if arguments.official:
			official.prepare(bench, arguments.branch, arguments.source, with_demo)
		else:
			setup.prepare(bench, with_demo)
		if arguments.setup_only:
			say("\nSet-up is complete. ./start serves the site.")
			return
		serve.serve(bench)
	except StepFailed as error:
		fail(f"Stopped: {error}\nRun ./start again to go on from here; finished steps are not repeated.")
	except KeyboardInterrupt:
		fail("Interrupted. Run ./start again to go on from here; finished steps are not repeated.")


def _parse(words: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(
		prog="./start", description="Set up this bench, where needed, and serve it until Ctrl-C."
	)
	parser.add_argument("command", choices=["start"], help=argparse.SUPPRESS)
	parser.add_argument("--setup-only", action="store_true", help="stop after set-up")
	parser.add_argument("--no-demo", action="store_true", help="an empty site, for a real township")
	parser.add_argument(
		"--port", type=int, default=DEFAULT_PORT, help=f"where the site is opened (default {DEFAULT_PORT})"
	)
	parser.add_argument(
		"--address",
		default="127.0.0.1",
		help="address to listen on; anything but loopback needs HTTPS in front (docs/operations.md)",
	)
	parser.add_argument(
		"--official",
		action="store_true",
		help="use official Frappe instead, from a git host or a mirror of it",
	)
	parser.add_argument("--branch", default="version-15", help="with --official: Frappe's branch or tag")
	parser.add_argument(
		"--from",
		dest="source",
		default="https://github.com/frappe/frappe",
		help="with --official: the git address of Frappe",
	)
	return parser.parse_args(words)


main()
