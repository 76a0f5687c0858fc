"""The project's own PostgreSQL: made once, started when needed, adopted when it already runs.

It listens on 127.0.0.1 only, by password only; no socket file, hence no path too long for one.
"""

from __future__ import annotations

import secrets
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from socle.database.cluster.binaries import Binaries, choose_binaries
from socle.database.cluster.creation import made_by, make_data
from socle.database.cluster.errors import ClusterError
from socle.database.cluster.lockfile import free_stale_lock, read_lock
from socle.database.cluster.programs import User, check_reachable, explain, make_folder, run_program, server_user
from socle.database.cluster.state import write_private

HOST = "127.0.0.1"
PORTS = range(20_000, 32_000)  # below the ports that outgoing connections borrow
STARTS = 6
PORT_WAIT = 3.0  # a killed server keeps its port for a moment
SSL_REQUEST = bytes.fromhex("0000000804d2162f")


@dataclass(frozen=True, slots=True)
class OwnServer:
    """The server kept in one state folder."""

    folder: Path

    @property
    def home(self) -> Path:
        return self.folder / "cluster"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def start_log(self) -> Path:
        return self.home / "start.log"

    def running_port(self) -> int | None:
        """The port of the living postmaster."""
        try:
            found = read_lock(self.data)
        except PermissionError as error:
            raise ClusterError(
                "le serveur de ce clone appartient à un autre utilisateur",
                "lancez la commande sous l'utilisateur qui a lancé « make run »",
            ) from error
        return found.port if found else None

    def ensure_started(self) -> int:
        """Make the cluster if it does not exist, start it if it does not run; returns its port."""
        if port := self._adopted_port():
            return port
        binaries, user = choose_binaries(made_by(self.data)), server_user()
        make_folder(self.home, user)
        check_reachable(self.home, user)
        if not made_by(self.data):
            make_data(self.data, binaries, user)
        return self._start(binaries, user)

    def stop(self) -> None:
        """Fast stop; sessions are ended, nothing committed is lost."""
        if not read_lock(self.data):
            return
        binaries = choose_binaries(made_by(self.data))
        command = [binaries.program("pg_ctl"), "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "60"]
        done = run_program(command, server_user())
        if done.returncode and read_lock(self.data):
            raise explain(done.stdout, "le serveur ne s'arrête pas")

    def _start(self, binaries: Binaries, user: User | None) -> int:
        """Start, again while the memory of a killed server is being released or the port has been taken."""
        output = ""
        for attempt in range(STARTS):
            free_stale_lock(self.data)
            port = self._port()
            done = run_program(
                [
                    *(binaries.program("pg_ctl"), "start", "-D", str(self.data), "-l", str(self.start_log)),
                    *("-w", "-t", "60", "-o", f"-c port={port}"),
                ],
                user,
            )
            if done.returncode == 0:
                return port
            output = done.stdout + self._last_words()
            time.sleep(0.3 * (attempt + 1))
        raise explain(output, "le serveur ne démarre pas")

    def _port(self) -> int:
        """The port chosen the first time, or another when a stranger took it since."""
        path = self.folder / "port"
        stored = int(path.read_text()) if path.exists() else None
        deadline = time.monotonic() + PORT_WAIT
        while stored:
            if _is_free(stored):
                return stored
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        port = next(port for port in iter(lambda: secrets.choice(PORTS), None) if _is_free(port))
        write_private(path, str(port).encode())
        return port

    def _adopted_port(self) -> int | None:
        """The port of the living server once it answers; None when it is dead, or dies meanwhile."""
        deadline = time.monotonic() + 60
        while found := read_lock(self.data):
            if found.is_ready and _answers(found.port):
                return found.port
            if time.monotonic() > deadline:
                raise ClusterError("le serveur ne répond pas depuis une minute", f"lisez {self.start_log}")
            time.sleep(0.1)
        return None

    def _last_words(self) -> str:
        return "\n" + self.start_log.read_text(errors="replace")[-2_000:] if self.start_log.exists() else ""


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    """Whether a PostgreSQL server really serves this port: it says whether it speaks TLS."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(SSL_REQUEST)
            return connection.recv(1) in {b"S", b"N"}
    except OSError:
        return False
