"""The real portal, as `make run` starts it, on a cluster, a port and a state folder of its own."""

from __future__ import annotations

import email
import email.policy
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
TRAVERSABLE = Path("/var/tmp")
START_SECONDS = 180
STOP_SECONDS = 40
MAIL_SECONDS = 15


@dataclass(frozen=True)
class Account:
    """One account of the demonstration, as `socle demo accounts --json` gives it."""

    login: str
    password: str
    totp_secret: str
    role: str
    person: str
    name: str
    organisation: str


@dataclass
class Portal:
    """A portal that answers: its address, its state folder, its command line."""

    port: int
    state: Path
    process: subprocess.Popen[bytes]
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def socle(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command in another shell: nothing but the state folder tells it where the database is."""
        return subprocess.run(
            [sys.executable, "-m", "socle.site.cli", *arguments],
            env=environment(self.state, self.port),
            capture_output=True,
            text=True,
            check=False,
            timeout=90,
        )

    def answer(self, *arguments: str) -> Any:
        """What a command prints with --json."""
        done = self.socle(*arguments, "--json")
        assert done.returncode == 0, (done.stdout, done.stderr)
        return json.loads(done.stdout)

    @cached_property
    def accounts(self) -> dict[str, Account]:
        rows = self.answer("demo", "accounts")
        return {row["role"]: Account(**{name: row[name] for name in Account.__dataclass_fields__}) for row in rows}

    @cached_property
    def doctor(self) -> dict[str, str]:
        return self.answer("doctor")

    def beneficiary(self, having: str, rank: int = 0) -> dict[str, Any]:
        return self.answer("demo", "beneficiaries", "--with", having)[rank]

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection]:
        """The database as its superuser, for what no command may do."""
        with psycopg.connect(self.doctor["superuser_url"]) as connection:
            yield connection

    def row(self, query: str, *values: object) -> tuple[Any, ...]:
        with self.superuser() as connection:
            found = connection.execute(query, values).fetchone()  # type: ignore[arg-type]
        assert found is not None, query
        return found

    def api(self, login: str, method: str, path: str, body: object | None = None) -> tuple[int, Any]:
        """One call of the API under a « manage » token of this account."""
        if login not in self.tokens:
            self.tokens[login] = self.answer("token", "create", "--login", login, "--scope", "manage")["token"]
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.tokens[login]}", "Content-Type": "application/json"}
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        return response.status, json.loads(text) if text else None

    def mail_to(self, address: str, containing: str) -> str:
        """The text of the last message to an address that contains these words; waits for the worker."""
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            for path in sorted((self.state / "mails").glob("*.eml"), reverse=True):
                message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                text = message.get_content()
                if message["To"] == address and containing in text:
                    return text
            time.sleep(0.2)
        raise AssertionError(f"aucun message pour {address} avec « {containing} »")


def environment(state: Path, port: int) -> dict[str, str]:
    """The caller's environment without anything of the tests' own database."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SOCLE_", "PYTEST_")) and name not in {"DATABASE_URL", "MAKELEVEL"}
    }
    return kept | {
        "SOCLE_STATE": str(state),
        "SOCLE_TIED": "1",
        "PORT": str(port),
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
    }


@contextmanager
def running_portal() -> Iterator[Portal]:
    """Start `socle run`, wait until it is ready; in the end SIGTERM, and exit code 0."""
    state = Path(tempfile.mkdtemp(prefix="socle-parcours-", dir=TRAVERSABLE if TRAVERSABLE.is_dir() else None))
    state.chmod(0o711)
    port = free_port()
    log = state / "portal.log"
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "socle.site.cli", "run"],
                env=environment(state, port),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            wait_ready(process, port, log)
            yield Portal(port, state, process)
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(STOP_SECONDS)
        assert code == 0, log.read_text(errors="replace")[-3000:]
        assert "Traceback" not in log.read_text(errors="replace"), log.read_text(errors="replace")[-6000:]
    finally:
        shutil.rmtree(state, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if "le portail répond" in log.read_text(errors="replace") and is_ready(port):
            return
        time.sleep(0.2)
    raise AssertionError(f"le portail n'a pas démarré :\n{log.read_text(errors='replace')[-4000:]}")


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()
