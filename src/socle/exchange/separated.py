"""CSV as offices write it: `;`, `,` or tab, quoted line ends, a first line `sep=;`, any of our encodings."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from socle.exchange.cells import checked, printable, restored
from socle.exchange.encodings import decode, no_text
from socle.exchange.refusals import FileCode, Unreadable, unreadable
from socle.exchange.tables import Format, Row, Table
from socle.exchange.trimming import headed

SEPARATORS = {";": "point-virgule", ",": "virgule", "\t": "tabulation"}
ANNOUNCED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
BINARY = re.compile("[\x01-\x08\x0e-\x1a]")
SAMPLE = 20_000


def read_separated(name: str, data: bytes) -> Table:
    """The table of a CSV file; raises Unreadable."""
    text, encoding = decode(data, name)
    if len(BINARY.findall(text[:SAMPLE])) * 50 > len(text[:SAMPLE]):
        raise no_text(name)
    announced = ANNOUNCED.match(text)
    separator = announced[1] if announced else _separator(text)
    body = text[announced.end() :] if announced else text
    rows = _rows(body, separator, first=2 if announced else 1)
    remarks = (f"Texte {encoding}, colonnes séparées par {SEPARATORS.get(separator, f'« {separator} »')}.",)
    columns, kept = headed(name, rows)
    format_ = Format.CSV_COMMA if separator == "," else Format.CSV
    return Table(name, format_, columns, kept, remarks=remarks)


def _separator(text: str) -> str:
    """The separator that cuts the first written line in most columns; when it has one column, one that cuts nothing."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    likeliest = max(SEPARATORS, key=outside_quotes.count)
    if likeliest in outside_quotes:
        return likeliest
    return next((one for one in SEPARATORS if one not in text), likeliest)


def _rows(text: str, separator: str, *, first: int) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    number = first
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _misquoted(number) from error
        if cells is None:
            return
        clean = (restored(printable(cell).strip()).strip() for cell in cells)
        yield Row(number, tuple(checked(cell, number, index) for index, cell in enumerate(clean)))
        number += 1


def _misquoted(number: int) -> Unreadable:
    return unreadable(
        FileCode.QUOTE,
        f"Ligne {number} : un guillemet est ouvert et mal fermé.",
        'Fermez-le, ou doublez les guillemets qui font partie du texte ("") ; un tableur le fait en enregistrant.',
    )
