"""From the lines of a sheet to a header and its rows, within the limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from socle.exchange.refusals import MOST_COLUMNS, MOST_ROWS, empty, too_many_columns, too_many_rows
from socle.exchange.tables import Row


def headed(name: str, rows: Iterable[Row]) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The first line that holds something names the columns; empty lines are left out and keep their number."""
    written = _written(rows)
    header = next(written, None)
    if header is None:
        raise empty(name)
    kept: list[Row] = []
    for row in written:
        if len(kept) == MOST_ROWS:
            raise too_many_rows(name)
        kept.append(Row(row.number, row.cells + ("",) * (len(header.cells) - len(row.cells))))
    return header.cells, tuple(kept)


def _written(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        cells = list(row.cells)
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            raise too_many_columns(f"Ligne {row.number}")
        if cells:
            yield Row(row.number, tuple(cells))
