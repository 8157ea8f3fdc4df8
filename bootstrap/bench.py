"""Where everything of this bench lies, and on which ports its processes listen."""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = 8000


@dataclass(frozen=True)
class Ports:
	"""Every port is a fixed distance from the one that people open, so that two instances never meet."""

	web: int

	@property
	def backend(self) -> int:
		return self.web + 1

	@property
	def realtime(self) -> int:
		return self.web + 1000

	@property
	def database(self) -> int:
		return self.web + 1306

	@property
	def queue(self) -> int:
		return self.web + 3000

	@property
	def cache(self) -> int:
		return self.web + 5000

	def all(self) -> dict[str, int]:
		return {
			"web": self.web,
			"backend": self.backend,
			"realtime": self.realtime,
			"database": self.database,
			"queue": self.queue,
			"cache": self.cache,
		}


@dataclass(frozen=True)
class Bench:
	"""One running system: the folder, the instance's name (its data and configuration), its site and ports."""

	instance: str = "bench"
	site: str = "hulei.localhost"
	port: int = DEFAULT_PORT
	address: str = "127.0.0.1"

	root = ROOT

	@property
	def ports(self) -> Ports:
		return Ports(self.port)

	@property
	def sites(self) -> Path:
		return self.root / "sites"

	@property
	def apps(self) -> Path:
		return self.root / "apps"

	@property
	def environment(self) -> Path:
		return self.root / "env"

	@property
	def python(self) -> Path:
		return self.environment / "bin" / "python"

	@property
	def tools(self) -> Path:
		return self.root / ".tools"

	@property
	def state(self) -> Path:
		return self.root / ".state"

	@property
	def config(self) -> Path:
		return self.root / "config" / self.instance

	@property
	def data(self) -> Path:
		return self.root / "data" / self.instance

	@property
	def logs(self) -> Path:
		return self.root / "logs"

	@property
	def url(self) -> str:
		# Every browser and every program on the machine knows localhost; *.localhost only some.
		return f"http://localhost:{self.port}"

	@cached_property
	def process_environment(self) -> dict[str, str]:
		"""What every process of this instance finds in its environment. Frappe reads the FRAPPE_ names itself."""
		ports = self.ports
		node_tools = self.apps / "frappe" / "node_modules" / ".bin"
		tools = (self.tools / "bench/bin", self.tools / "node/node_modules/.bin")
		path = [self.environment / "bin", node_tools, *tools]
		return {
			"PATH": os.pathsep.join([*map(str, path), "/usr/sbin", os.environ.get("PATH", "")]),
			"FRAPPE_DB_HOST": "127.0.0.1",
			"FRAPPE_DB_PORT": str(ports.database),
			"FRAPPE_REDIS_CACHE": f"redis://127.0.0.1:{ports.cache}",
			"FRAPPE_REDIS_QUEUE": f"redis://127.0.0.1:{ports.queue}",
			"FRAPPE_SOCKETIO_PORT": str(ports.realtime),
			"FRAPPE_WEB_PORT": str(ports.backend),
			"FRAPPE_SITE": self.site,
			"FRAPPE_BENCH_ROOT": str(self.root),
			"HULEI_INSTANCE": self.instance,
			"HULEI_PORT": str(self.port),
			"HULEI_URL": f"http://127.0.0.1:{self.port}",
			"PYTHONUNBUFFERED": "1",
			"PYTHONDONTWRITEBYTECODE": "",
		}

	def frappe(self, *arguments: str) -> list[str]:
		"""The command line that runs one of Frappe's commands (what `bench` itself calls)."""
		return [str(self.python), "-m", "frappe.utils.bench_helper", "frappe", *arguments]

	def on_site(self, *arguments: str) -> list[str]:
		return self.frappe("--site", self.site, *arguments)

	# secrets

	@property
	def secrets_file(self) -> Path:
		return self.config / "secrets.json"

	def secret(self, name: str) -> str:
		"""Return a secret of this instance, made on first use and kept in a file only its owner can read."""
		known = json.loads(self.secrets_file.read_text()) if self.secrets_file.exists() else {}
		if name not in known:
			known[name] = secrets.token_urlsafe(12)
			self.config.mkdir(parents=True, exist_ok=True)
			write_private(self.secrets_file, json.dumps(known, indent=1))
		return known[name]

	def has_site(self) -> bool:
		return (self.sites / self.site / "site_config.json").exists()


def write_private(path: Path, text: str) -> None:
	"""Write a file that only its owner can read, whole or not at all."""
	draft = path.with_name(path.name + ".new")
	descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
	with os.fdopen(descriptor, "w") as file:
		file.write(text)
	draft.replace(path)
