"""Files that a kill leaves whole or absent: written apart, flushed, then named, and their folder flushed too."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

UNFINISHED = ".unfinished-"


def replace(path: Path, content: bytes) -> None:
    """Write `path` at once; a reader sees the old content or the new one."""
    Path(_flushed(path, content)).replace(path)
    _flush_folder(path.parent)


def write_once(path: Path, content: bytes) -> None:
    """Create `path`; the first writer wins."""
    name = Path(_flushed(path, content))
    try:
        path.hardlink_to(name)
    except FileExistsError:
        return
    finally:
        name.unlink()
    _flush_folder(path.parent)


def _flushed(path: Path, content: bytes) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=UNFINISHED)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
