"""Reading postmaster.pid: who holds the data folder, and whether that process still lives.

After `kill -9` the dead postmaster may stay a zombie for two seconds, and in a container its number may
already be another process's: PostgreSQL would refuse to start in both cases.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

NO_PROCESS = 4_194_305  # one more than the largest process number Linux can give
READY = "ready"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The first lines of postmaster.pid."""

    pid: int
    port: int
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == READY


def read_lock(data: Path) -> Postmaster | None:
    """The postmaster that wrote the lock and still runs, or None."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        found = Postmaster(int(lines[0]), int(lines[3]), lines[7].strip() if len(lines) > 7 else "")  # noqa: PLR2004
    except (FileNotFoundError, IndexError, ValueError):
        return None
    return found if _is_postmaster_of(lines[1], found.pid) else None


def free_stale_lock(data: Path) -> None:
    """Name no process in a lock whose postmaster is dead.

    The rest of the lock is kept: PostgreSQL still checks by itself that no orphan shares its memory.
    """
    path = data / "postmaster.pid"
    if not path.exists() or read_lock(data):
        return
    lines = path.read_text().splitlines(keepends=True)
    if len(lines) > 1:
        path.write_text("".join([f"{NO_PROCESS}\n", *lines[1:]]))
    else:
        path.unlink()


def _is_postmaster_of(recorded_data: str, pid: int) -> bool:
    """A living process started for this data folder: a zombie or a reused number is not."""
    process = Path(f"/proc/{pid}")
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        command = (process / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"} and os.fsencode(recorded_data) in command
