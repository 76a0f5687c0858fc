"""Where each table and key of a TOML text is written: tomllib reads values and forgets their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[|\[)\s*([A-Za-z0-9_.\-]+)\s*(\]\]|\])")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")
_TRIPLE = re.compile(r'"""|\'\'\'')


class Lines:
    """The line of a table (`("terms", 3)`) or of one of its keys, counted from 1."""

    __slots__ = ("_keys", "_tables")

    def __init__(self, text: str) -> None:
        self._tables: dict[Path, int] = {(): 1}
        self._keys: dict[tuple[Path, str], int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in _outside_long_strings(text):
            if header := _HEADER.match(line):
                table = self._open(header.group(2).split("."), header.group(1) == "[[", counts)
                self._tables.setdefault(table, number)
            elif key := _KEY.match(line):
                self._keys.setdefault((table, key.group(1)), number)

    def _open(self, names: list[str], is_array: bool, counts: dict[Path, int]) -> Path:
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in counts:
                path = (*path, counts[path] - 1)
        path = (*path, names[-1])
        if is_array:
            counts[path] = counts.get(path, 0) + 1
            path = (*path, counts[path] - 1)
        return path

    def of(self, table: Path, key: str = "") -> int:
        """The line of `key` in `table`, else of the table, else the first line."""
        return self._keys.get((table, key)) or self._tables.get(table) or 1


def _outside_long_strings(text: str) -> Iterator[tuple[int, str]]:
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            yield number, line
        if len(_TRIPLE.findall(line)) % 2:
            inside = not inside
