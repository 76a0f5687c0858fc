"""A table as the rooms know it, whatever file it came from or goes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

Cell = str | int | float | bool | date | datetime | None
LETTERS = 26


class Format(StrEnum):
    """The files we write; the values are what an address or a command says."""

    CSV = "csv"
    CSV_COMMA = "csv-virgule"
    XLSX = "xlsx"
    ODS = "ods"
    JSON_LINES = "jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, under the number that a spreadsheet shows; as many cells as columns, or more."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read: a header, its rows as text (dates in ISO 8601), and what the reader had to choose."""

    name: str
    format: Format
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is to be written; `about` is a few lines (label, value) on its origin, kept on a sheet of their own."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    about: Sequence[tuple[str, Cell]] = field(default=())


def column_letters(index: int) -> str:
    """The name a spreadsheet gives to the column of this index, counted from zero.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    rank = index + 1
    while rank:
        rank, rest = divmod(rank - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(number: int, index: int) -> str:
    """Where a cell is, in words.

    >>> cell_place(14, 5)
    'ligne 14, colonne F'
    """
    return f"ligne {number}, colonne {column_letters(index)}"
