"""Where a clone keeps what must stay on this machine: its cluster, its port, its secret.

Never in the environment, so that `.venv/bin/socle` in any shell finds the same cluster.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from socle.database.cluster.errors import ClusterError

SYSTEM_STATE = Path("/var/lib/socle")


def clone_dir() -> Path:
    """The clone this code runs from: the nearest parent that holds pyproject.toml, else the current folder."""
    here = Path(__file__).resolve()
    return next((folder for folder in here.parents if (folder / "pyproject.toml").is_file()), Path.cwd())


def state_path() -> Path:
    """SOCLE_STATE, else `.run/` of the clone; started as root, a folder that an unprivileged server can reach."""
    if chosen := os.environ.get("SOCLE_STATE"):
        return Path(chosen).resolve()
    if os.geteuid() != 0:
        return clone_dir() / ".run"
    return SYSTEM_STATE / hashlib.sha256(bytes(clone_dir())).hexdigest()[:12]


def state_dir() -> Path:
    """The same folder, created with the narrowest mode; the parents that exist are left as they are."""
    path = state_path()
    try:
        for parent in reversed([parent for parent in path.parents if not parent.exists()]):
            parent.mkdir(exist_ok=True)
            parent.chmod(0o755)
        path.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            path.chmod(0o711)
    except OSError as error:
        raise ClusterError(
            f"le dossier d'état {path} ne peut pas être créé ({error.strerror})",
            "donnez un dossier où vous pouvez écrire par la variable SOCLE_STATE",
        ) from error
    return path


def write_private(path: Path, content: bytes, *, replace: bool = True, owner: tuple[int, int] | None = None) -> None:
    """Write a 0600 file whole or not at all; without `replace`, the first writer wins."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            if owner:
                os.fchown(file.fileno(), *owner)
        if replace:
            Path(name).replace(path)
        else:
            path.hardlink_to(name)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)


def local_secret() -> bytes:
    """32 random bytes of this clone, made once; every local password derives from them."""
    path = state_dir() / "secret"
    if not path.exists():
        write_private(path, secrets.token_bytes(32), replace=False)
    return path.read_bytes()


def derived_password(role: str) -> str:
    """The local password of a database role or of a demonstration account: HMAC of its name."""
    return hmac.new(local_secret(), role.encode(), hashlib.sha256).hexdigest()[:40]


@contextmanager
def file_lock(path: Path, *, wait: float = 0.0) -> Iterator[bool]:
    """Hold an exclusive lock on `path`; yields False when another process still holds it after `wait` seconds."""
    deadline = time.monotonic() + wait
    with path.open("a+b") as file:
        path.chmod(0o600)
        is_held = _try_lock(file.fileno())
        while not is_held and time.monotonic() < deadline:
            time.sleep(0.1)
            is_held = _try_lock(file.fileno())
        yield is_held


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
