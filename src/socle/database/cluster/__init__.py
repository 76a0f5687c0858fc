"""The PostgreSQL server that Socle talks to: the one of DATABASE_URL, else the project's own.

`ensure_started()` may be called by any process at any time: the first starts the server, the others adopt it.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from socle.database.cluster.creation import SUPERUSER
from socle.database.cluster.errors import ClusterError
from socle.database.cluster.programs import explain
from socle.database.cluster.server import HOST, OwnServer
from socle.database.cluster.state import derived_password, file_lock, local_secret, state_dir, state_path, write_private

__all__ = [
    "Cluster",
    "ClusterError",
    "derived_password",
    "ensure_started",
    "file_lock",
    "find",
    "local_secret",
    "state_dir",
    "state_path",
    "write_private",
]

START_WAIT = 90.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server that answers; `is_own` when the project started it and may stop it."""

    admin_url: str = field(repr=False)
    is_own: bool
    folder: Path | None = None

    def url(self, user: str, password: str, database: str | None = None) -> str:
        """The same server for another user and, when named, another database."""
        parts = urlsplit(self.admin_url)
        place = parts.netloc.rpartition("@")[2]
        path = f"/{quote(database, safe='')}" if database else parts.path
        return urlunsplit(
            parts._replace(netloc=f"{quote(user, safe='')}:{quote(password, safe='')}@{place}", path=path)
        )

    def is_running(self) -> bool:
        """Whether the postmaster lives; always true of a server that is not ours."""
        return not self.folder or OwnServer(self.folder).running_port() is not None

    def stop(self) -> None:
        """Stop our own server, running sessions ended; nothing for a server that is not ours."""
        if self.folder:
            OwnServer(self.folder).stop()


def ensure_started() -> Cluster:
    """The running server: DATABASE_URL, else our own, made and started when needed."""
    if url := os.environ.get("DATABASE_URL"):
        return Cluster(_checked_url(url), is_own=False)
    folder = state_dir()
    with file_lock(folder / "cluster.lock", wait=START_WAIT) as is_held:
        if not is_held:
            raise ClusterError(
                "un autre programme démarre déjà le serveur et n'a pas fini", "attendez une minute puis recommencez"
            )
        try:
            return _own(folder, OwnServer(folder).ensure_started())
        except (OSError, subprocess.TimeoutExpired) as error:
            raise explain(str(error), "le serveur du projet ne démarre pas") from error


def find() -> Cluster | None:
    """The server when it already runs; nothing is started."""
    if url := os.environ.get("DATABASE_URL"):
        return Cluster(_checked_url(url), is_own=False)
    folder = state_path()
    port = OwnServer(folder).running_port()
    return _own(folder, port) if port else None


def _own(folder: Path, port: int) -> Cluster:
    password = derived_password(SUPERUSER)
    return Cluster(f"postgresql://{SUPERUSER}:{password}@{HOST}:{port}/postgres", is_own=True, folder=folder)


def _checked_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ClusterError(
            "DATABASE_URL n'est pas l'adresse d'une base PostgreSQL",
            "écrivez-la postgresql://utilisateur:motdepasse@serveur:5432/base",
        )
    return url
