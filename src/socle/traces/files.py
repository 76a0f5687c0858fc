"""Files that survive a power cut: written whole, flushed, then named, and their folder flushed too."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes, *, mode: int = 0o600, prefix: str = "") -> None:
    """Replace `path` at once; a reader sees the old content or the new one. `prefix` names what is not finished."""
    name = _flushed(path, content, mode, prefix)
    Path(name).replace(path)
    flush_folder(path.parent)


def write_once(path: Path, content: bytes, *, mode: int = 0o600, prefix: str = "") -> None:
    """Create `path`; the first writer wins."""
    name = Path(_flushed(path, content, mode, prefix))
    try:
        path.hardlink_to(name)
    except FileExistsError:
        return
    finally:
        name.unlink()
    flush_folder(path.parent)


def rename(source: Path, target: Path) -> None:
    source.replace(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flushed(path: Path, content: bytes, mode: int, prefix: str) -> str:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=prefix or f".{path.name}-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
    return name
