"""Files that a kill leaves whole or absent, in folders made for them; what was left unfinished is known by its name."""

from __future__ import annotations

from pathlib import Path

from socle.traces import files

UNFINISHED = ".unfinished-"


def replace(path: Path, content: bytes) -> None:
    """Write `path` at once; a reader sees the old content or the new one."""
    files.write(_in_its_folder(path), content, prefix=UNFINISHED)


def write_once(path: Path, content: bytes) -> None:
    """Create `path`; the first writer wins."""
    files.write_once(_in_its_folder(path), content, prefix=UNFINISHED)


def _in_its_folder(path: Path) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
