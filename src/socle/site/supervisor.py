"""`make run`: PostgreSQL, web, worker and sealer in the foreground; Ctrl-C stops them all, in order."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from socle.database.cluster import Cluster, ClusterError, ensure_started, file_lock, find, state_dir, write_private
from socle.site.children import Child, Program, socle_program
from socle.site.leash import die_with_parent
from socle.site.server import LOOPBACK, PortTaken, wait_free

TIED = {"MAKELEVEL", "SOCLE_TIED"}  # started by make, or by a test: ends with it, even killed
TICK = 0.2
HEARTBEAT = 5.0
READY_PATH = "/health/ready"
SLOW_START = 30.0
LONGEST_PATIENCE = 2.0  # between two questions to a web that does not answer yet
STOP_SECONDS = 10.0
PORT_SECONDS = 6.0  # time for the web of a killed portal to end
COLOURS = {"socle": 1, "web": 36, "worker": 33, "sealer": 35}


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal that runs: its address and its supervisor."""

    url: str
    pid: int


def programs(port: int) -> tuple[Program, ...]:
    """What runs beside PostgreSQL, in the order in which it stops."""
    return (
        socle_program("web", "serve", "--port", str(port)),
        socle_program("worker", "worker"),
        socle_program("sealer", "sealer"),
    )


def run(port: int, *, prepare: Callable[[Cluster], None], announce: Callable[[], str]) -> int:
    """Run the portal until Ctrl-C or SIGTERM (exit code 0).

    `prepare` brings the database up to date before the programs start; `announce` gives the text (accounts)
    printed under the address once the portal answers. Code 1, with a French sentence, when it cannot start.
    """
    folder = state_dir()
    with file_lock(folder / "portal.lock") as is_free:
        if not is_free:
            running = running_portal()
            say(f"le portail tourne déjà : {running.url} (processus {running.pid})" if running else "il démarre déjà")
            return 1
        if TIED & os.environ.keys():
            die_with_parent()
        try:
            return _run_alone(folder, port, prepare, announce)
        except (ClusterError, PortTaken) as error:
            say(str(error))
        except subprocess.CalledProcessError as error:
            say(f"la préparation a échoué (code {error.returncode}) : {' '.join(error.cmd)}")
            say("À faire : lisez l'erreur ci-dessus, puis relancez la même commande.")
        return 1


def running_portal() -> Portal | None:
    """The portal of this clone when one runs."""
    path = state_dir() / "portal.json"
    with file_lock(path.with_name("portal.lock")) as is_free:
        if is_free or not path.exists():
            return None
    return Portal(**json.loads(path.read_text()))


def _run_alone(folder: Path, port: int, prepare: Callable[[Cluster], None], announce: Callable[[], str]) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    url = f"http://localhost:{port}"
    try:
        wait_free(port, seconds=PORT_SECONDS)
        write_private(folder / "portal.json", json.dumps({"url": url, "pid": os.getpid()}).encode())
        say("PostgreSQL…")
        cluster = ensure_started()
        with heartbeat():
            prepare(cluster)
        Supervisor(port, cluster, announce).run()
    except KeyboardInterrupt:
        say("arrêt demandé")
    finally:
        _stop_cluster()
        (folder / "portal.json").unlink(missing_ok=True)
    return 0


@contextmanager
def heartbeat() -> Iterator[None]:
    """Say every five seconds that the work goes on."""
    is_over = threading.Event()
    started_at = time.monotonic()

    def beat() -> None:
        while not is_over.wait(HEARTBEAT):
            say(f"… {time.monotonic() - started_at:.0f} s")

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _stop_cluster() -> None:
    cluster = find()
    if cluster and cluster.is_own:
        say("arrêt de PostgreSQL")
        cluster.stop()
        say("tout est arrêté")


@dataclass(slots=True)
class Supervisor:
    """The programs of a prepared portal, watched until a signal asks to stop."""

    port: int
    cluster: Cluster
    announce: Callable[[], str]
    signals: int = 0
    is_announced: bool = False
    next_question: float = 0.0
    patience: float = TICK
    announcement: str = ""
    started_at: float = field(default_factory=time.monotonic)
    children: tuple[Child, ...] = ()

    def run(self) -> None:
        self.children = tuple(Child(program, say, show) for program in programs(self.port))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        say("démarrage : " + ", ".join(child.program.name for child in self.children))
        try:
            self._start()
            while not self.signals:
                self._watch()
                time.sleep(TICK)
            say("arrêt demandé ; un second Ctrl-C n'attend pas la fin des requêtes")
        finally:
            for child in self.children:
                child.stop(STOP_SECONDS, is_hurried=lambda: self.signals > 1)

    def _start(self) -> None:
        """The programs first; what will be announced is prepared while they load."""
        for child in self.children:
            child.start()
        self.announcement = self.announce()

    def _note_signal(self, *_: object) -> None:
        self.signals += 1

    def _watch(self) -> None:
        for child in self.children:
            child.watch()
        if not self.cluster.is_running():
            say("PostgreSQL s'est arrêté ; nouveau départ")
            try:
                self.cluster = ensure_started()
            except ClusterError as error:
                say(str(error))
        now = time.monotonic()
        if not self.is_announced and now >= self.next_question:
            self.patience = min(self.patience * 1.2, LONGEST_PATIENCE)
            self.next_question = now + self.patience
            self._announce_when_ready()

    def _announce_when_ready(self) -> None:
        if answers(self.port):
            self.is_announced = True
            write(f"\n{self.announcement}\n")
            say(f"le portail répond : http://localhost:{self.port}   (Ctrl-C arrête tout)")
        elif time.monotonic() - self.started_at > SLOW_START:
            self.started_at = time.monotonic()
            say("le portail ne répond pas encore ; la cause est dans les lignes ci-dessus")


def answers(port: int) -> bool:
    """Whether the portal is ready to serve."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", READY_PATH)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def say(text: str) -> None:
    """One line of the supervisor itself."""
    for line in text.splitlines():
        show("socle", line)


def show(name: str, line: str) -> None:
    """One tagged line; coloured on a terminal only."""
    tag = f"{name:<7}│"
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        tag = f"\033[{COLOURS.get(name, 0)}m{tag}\033[0m"
    write(f"{tag} {line}")


def write(text: str) -> None:
    """Print; a reader that went away does not prevent an orderly stop."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
