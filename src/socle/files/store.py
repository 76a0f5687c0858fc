"""Where encrypted files stand: one per identifier under the state folder; what no row names is swept."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

from socle.files import disk

FOLDER = "files"
GRACE = 3600.0


class MissingError(Exception):
    """A row names a file that is not on the disk."""


def path_of(state: Path, file_id: UUID) -> Path:
    name = file_id.hex
    return state / FOLDER / name[:2] / name


def put(state: Path, file_id: UUID, sealed: bytes) -> None:
    """Whole or absent, and on the disk once this returns: the row that names it is committed afterwards."""
    disk.replace(path_of(state, file_id), sealed)


def get(state: Path, file_id: UUID) -> bytes:
    try:
        return path_of(state, file_id).read_bytes()
    except FileNotFoundError as error:
        raise MissingError(str(file_id)) from error


def orphans(state: Path, known: Collection[UUID], *, older_than: float = GRACE) -> Iterator[Path]:
    """Files that no row names, and those a kill left unfinished; the recent ones may belong to an upload under way."""
    names = {file_id.hex for file_id in known}
    limit = time.time() - older_than
    for path in sorted((state / FOLDER).glob("*/*")):
        if path.name not in names and path.stat().st_mtime <= limit:
            yield path
