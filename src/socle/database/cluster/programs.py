"""Running PostgreSQL's programs under a user who may: the server refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from socle.database.cluster.errors import ClusterError

UNPRIVILEGED = ("postgres", "nobody")
DISK_FULL = ("No space left on device", "Disk quota exceeded")


@dataclass(frozen=True, slots=True)
class User:
    """Whom the server runs as; None means the present user."""

    uid: int
    gid: int


def server_user() -> User | None:
    """`postgres`, else `nobody`, when started as root."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return User(entry.pw_uid, entry.pw_gid)
    raise ClusterError(
        "lancé par root, il faut un utilisateur « postgres » ou « nobody » pour le serveur",
        "créez l'un des deux, ou lancez la commande sans être root",
    )


def make_folder(path: Path, user: User | None) -> None:
    """A 0700 folder of the server's user."""
    path.mkdir(mode=0o700, exist_ok=True)
    if user:
        os.chown(path, user.uid, user.gid)
    path.chmod(0o700)


def check_reachable(path: Path, user: User | None) -> None:
    """The folders above must let the server's user through; they are never changed."""
    if user and run_program(["/bin/ls", str(path)], user).returncode:
        raise ClusterError(
            f"l'utilisateur du serveur ne peut pas atteindre {path}",
            "retirez SOCLE_STATE, ou donnez-lui un dossier dont les parents sont traversables (chmod o+x)",
        )


def run_program(command: list[str], user: User | None, *, seconds: int = 120) -> subprocess.CompletedProcess[str]:
    """Run one program outside the caller's folder, locale, PG* variables and groups; its output is returned."""
    return subprocess.run(  # noqa: S603 - our own programs, no shell, no outside input
        command,
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", "HOME": "/"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        umask=0o077,
        timeout=seconds,
        check=False,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
    )


def explain(output: str, what: str) -> ClusterError:
    """The French sentence of a failed program: a full disk is named, the rest is quoted."""
    if any(sign in output for sign in DISK_FULL):
        return ClusterError(
            f"{what} : le disque est plein", "libérez au moins 500 Mo sur le disque, puis relancez la commande"
        )
    last = " / ".join(line.strip() for line in output.strip().splitlines()[-6:])
    return ClusterError(f"{what} : {last or 'aucun message'}", "corrigez la cause citée, puis relancez la commande")
